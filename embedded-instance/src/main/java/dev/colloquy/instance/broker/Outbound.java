package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Databases;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The transmission queue towards other instances, by network address. A message stays until the far side has
 * acknowledged it; what is taken is under way until it is acknowledged, refused, failed, or the connection ends.
 */
public final class Outbound {
    private final BrokerParts parts;
    private final Databases databases;
    private final Clock clock;
    private final Commits commits;
    private final Router router;
    private final DialogEffects effects;
    private final AtomicLong lastAttempt = new AtomicLong();

    Outbound(BrokerParts parts, Commits commits, DialogEffects effects) {
        this.parts = parts;
        this.databases = parts.storage().databases();
        this.clock = parts.clock();
        this.commits = commits;
        this.router = commits.router();
        this.effects = effects;
    }

    /** Network addresses with messages that are due now. */
    public Set<String> destinations() {
        Set<String> due = new TreeSet<>();
        long now = clock.millis();
        for (Destination destination : router.destinations()) {
            if (destination.isDue(now)) {
                due.add(destination.address);
            }
        }
        return due;
    }

    /**
     * Takes messages that are due, in sequence within each conversation. Nothing during a pause after a failure.
     *
     * @param maxBytes of bodies; one message may exceed it
     */
    public List<OutboundMessage> take(String address, int maxMessages, long maxBytes) {
        long attempt = lastAttempt.incrementAndGet();
        List<Transmission> taken = router.destination(address).take(maxMessages, maxBytes, clock.millis(), attempt);
        if (taken.isEmpty()) {
            return List.of();
        }
        List<OutboundMessage> messages = new ArrayList<>(taken.size());
        if (taken.stream().anyMatch(transmission -> transmission.body.isInRowOnly())) {
            commits.read(transaction -> taken.forEach(
                    transmission -> add(messages, transmission, attempt, BrokerStore.body(transaction, transmission))));
        } else {
            taken.forEach(transmission -> add(messages, transmission, attempt, transmission.body.bytes()));
        }
        return messages;
    }

    private void add(List<OutboundMessage> messages, Transmission transmission, long attempt, byte[] body) {
        Dialog dialog = transmission.dialog;
        Optional<Database> home = databases.withId(dialog.databaseId);
        if (dialog.removed || home.isEmpty()) {
            return;
        }
        Progress now = dialog.progress;
        Definitions definitions = parts.definitions();
        Optional<Service> service = definitions.service(dialog.databaseId, dialog.serviceId);
        WireMessage message = new WireMessage(
                dialog.conversationId,
                dialog.initiator,
                transmission.sequence,
                transmission.kind,
                dialog.farService,
                Optional.ofNullable(now.farBroker()),
                service.map(Service::name).orElse(""),
                home.get().serviceBrokerGuid(),
                definitions
                        .contract(dialog.databaseId, dialog.contractId)
                        .map(Contract::name)
                        .orElse(""),
                transmission.messageType,
                dialog.priority,
                Instant.ofEpochMilli(dialog.expires),
                body);
        messages.add(new OutboundMessage(
                dialog.databaseId,
                dialog.handle,
                message,
                dialog.encryption,
                service.map(Service::ownerId).orElse(0),
                Optional.ofNullable(now.keyId()),
                attempt));
    }

    /** The far side has stored messages: their rows go, and endpoints that waited for it are finished. */
    public void acknowledged(List<Acknowledgement> acknowledgements) {
        List<UUID> conversations = new ArrayList<>(acknowledgements.size());
        acknowledgements.forEach(acknowledgement -> conversations.add(acknowledgement.conversationId()));
        commits.runQuietly(conversations, (transaction, changes) -> {
            for (Acknowledgement acknowledgement : acknowledgements) {
                acknowledge(changes, acknowledgement);
            }
        });
    }

    private void acknowledge(Changes changes, Acknowledgement acknowledgement) {
        Dialog dialog = changes.side(acknowledgement.conversationId(), acknowledgement.fromInitiator());
        if (dialog == null) {
            return;
        }
        for (Transmission transmission : dialog.pending.all()) {
            if (transmission.sequence <= acknowledgement.sequence()) {
                changes.withdraw(transmission);
            }
        }
        Progress now = changes.of(dialog);
        if (now.farBroker() == null && acknowledgement.farBroker() != null) {
            now = now.withFarBroker(acknowledgement.farBroker());
            changes.set(dialog, now);
        }
        if (now.endSequence() >= 0 && now.endSequence() <= acknowledgement.sequence()) {
            effects.acknowledged(changes, dialog);
        }
        changes.onPublish(() -> {
            if (!dialog.pending.isHeld()) {
                dialog.pending.status("");
            }
            settle(dialog);
        });
    }

    private void settle(Dialog dialog) {
        String address = dialog.pending.address();
        if (address != null && !dialog.pending.hasInFlight()) {
            router.destination(address).settled(dialog);
        }
    }

    /** The far side did not take a message: it and what follows is due again after a while, with a status. */
    public void refused(OutboundMessage message, String status) {
        Dialog dialog = find(message);
        Transmission transmission = current(dialog, message);
        if (transmission == null) {
            return;
        }
        if (status.equals(Disposition.EARLIER_MISSING)) {
            goBack(message, dialog, transmission);
            return;
        }
        dialog.pending.takeBack(transmission);
        dialog.pending.status(status);
        settle(dialog);
        router.delay(dialog, dialog.pending.countRefusal());
    }

    /** The far side misses something: if it had acknowledged all before, it has lost the conversation. */
    private void goBack(OutboundMessage message, Dialog dialog, Transmission transmission) {
        if (transmission.sentFirst && transmission.sequence > 0) {
            failed(message, ConversationErrors.FAR_ENDPOINT_GONE.number(), ConversationErrors.FAR_ENDPOINT_GONE.text());
            return;
        }
        dialog.pending.takeBack(transmission);
        settle(dialog);
        String address = dialog.pending.address();
        if (address != null) {
            router.destination(address).add(dialog);
        }
    }

    /** The far broker answered with an error: the conversation fails with an Error message of its negated number. */
    public void failed(OutboundMessage message, int errorCode, String description) {
        Dialog dialog = find(message);
        if (current(dialog, message) == null) {
            return;
        }
        commits.runQuietly(List.of(dialog.conversationId), (transaction, changes) -> {
            if (!dialog.removed) {
                effects.fail(changes, dialog, new BrokerError(errorCode, description));
                changes.onPublish(() -> settle(dialog));
            }
        });
    }

    private Dialog find(OutboundMessage message) {
        return parts.table()
                .withHandle(message.databaseId(), message.conversationHandle())
                .orElse(null);
    }

    private static Transmission current(Dialog dialog, OutboundMessage message) {
        return dialog == null ? null : dialog.pending.current(message.message().sequence(), message.attempt());
    }

    /** The connection could not be made or broke: all that is under way is due again after a pause. */
    public void disconnected(String address, String status) {
        router.destination(address).disconnected(status, clock.millis());
    }

    /** A connection stands: no pause any more. */
    public void reconnected(String address) {
        router.destination(address).reconnected();
    }

    /** In how many milliseconds messages for the address may be taken, 0 for now; empty if there are none. */
    public OptionalLong nextDueMillis(String address) {
        return router.destination(address).millisToNext(clock.millis());
    }

    /** The key exchange that now secures a dialog. Remembered durably with the dialog's next change. */
    public void secured(UUID conversationId, boolean initiator, UUID keyId) {
        ConversationLocks.Held held = commits.locks().lock(conversationId);
        try {
            Dialog dialog = parts.table().side(conversationId, initiator);
            if (dialog != null) {
                dialog.progress = dialog.progress.withKey(keyId);
            }
        } finally {
            held.close();
        }
    }
}
