package dev.colloquy.instance.broker;

import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Databases;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Takes what other instances send: each message of a conversation once and in order. */
public final class Inbound {
    private final Databases databases;
    private final Definitions definitions;
    private final DialogTable table;
    private final Security security;
    private final Routing routing;
    private final Arrivals arrivals;
    private final Commits commits;

    Inbound(BrokerParts parts, Security security, Routing routing, Arrivals arrivals, Commits commits) {
        this.databases = parts.storage().databases();
        this.definitions = parts.definitions();
        this.table = parts.table();
        this.security = security;
        this.routing = routing;
        this.arrivals = arrivals;
        this.commits = commits;
    }

    /** Finds the database for which a message is: that of the conversation, or by the routes of msdb. */
    public Located locate(WireMessage header) {
        Dialog dialog = table.side(header.conversationId(), !header.fromInitiator());
        if (dialog != null) {
            return databases
                    .withId(dialog.databaseId)
                    .map(Inbound::open)
                    .orElse(Located.refused(TransmissionStatus.UNREACHABLE));
        }
        if (!header.fromInitiator()) {
            Optional<Database> addressed = header.toBroker().flatMap(databases::withBroker);
            if (addressed.isPresent()) {
                return open(addressed.get());
            }
        }
        Database msdb = databases.withId(Database.MSDB).orElseThrow();
        if (!msdb.brokerEnabled()) {
            return Located.refused(TransmissionStatus.MSDB_DISABLED);
        }
        Routing.Choice choice =
                routing.choose(msdb, header.toService(), header.toBroker().orElse(null), header.conversationId());
        if (choice.local() != null) {
            return open(choice.local());
        }
        if (choice.error() != null) {
            return Located.failed(choice.error());
        }
        if (choice.address() != null) {
            return Located.refused(TransmissionStatus.NO_FORWARDING);
        }
        return Located.refused(
                choice.status().equals(TransmissionStatus.TARGET_DISABLED)
                        ? choice.status()
                        : TransmissionStatus.UNREACHABLE);
    }

    private static Located open(Database database) {
        return database.brokerEnabled() ? Located.in(database) : Located.refused(TransmissionStatus.TARGET_DISABLED);
    }

    /**
     * Stores a batch in one transaction.
     *
     * @return the outcome of each message in order, once they are on disk; failed if nothing was stored
     */
    public CompletableFuture<List<Disposition>> accept(List<InboundMessage> batch) {
        List<UUID> conversations = new ArrayList<>(batch.size());
        batch.forEach(message -> conversations.add(message.message().conversationId()));
        List<Disposition> outcomes = new ArrayList<>(batch.size());
        try {
            return commits.run(conversations, (transaction, changes) -> {
                        for (InboundMessage message : batch) {
                            outcomes.add(accept(changes, message));
                        }
                    })
                    .thenApply(nothing -> outcomes);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Disposition accept(Changes changes, InboundMessage arrived) {
        WireMessage message = arrived.message();
        Dialog dialog = changes.side(message.conversationId(), !message.fromInitiator());
        if (dialog != null) {
            return acceptNext(changes, dialog, arrived);
        }
        boolean program = message.kind() == WireMessage.Kind.MESSAGE;
        if (message.fromInitiator() && program) {
            return message.sequence() == 0
                    ? acceptFirst(changes, arrived)
                    : Disposition.refused(Disposition.EARLIER_MISSING);
        }
        if (message.fromInitiator() && message.kind() == WireMessage.Kind.END_DIALOG) {
            return Disposition.refused(Disposition.EARLIER_MISSING);
        }
        return program
                ? Disposition.error(ConversationErrors.FAR_ENDPOINT_GONE)
                : Disposition.duplicate(message.sequence());
    }

    private Disposition acceptNext(Changes changes, Dialog dialog, InboundMessage arrived) {
        WireMessage message = arrived.message();
        Progress now = changes.of(dialog);
        long sequence = message.sequence();
        if (sequence < now.receiveSequence()) {
            return Disposition.duplicate(now.receiveSequence() - 1);
        }
        if (!comesFromTheSameSide(dialog, now, arrived)) {
            return Disposition.refused(TransmissionStatus.OTHER_SECURITY);
        }
        boolean open = now.state() == DialogState.CONVERSING || now.state() == DialogState.STARTED_INBOUND;
        boolean gap = sequence > now.receiveSequence() && message.kind() != WireMessage.Kind.ERROR;
        if (open && gap) {
            return Disposition.refused(Disposition.EARLIER_MISSING);
        }
        Optional<BrokerError> error =
                arrivals.store(changes, dialog, sequence, message.kind(), message.messageType(), message.body());
        learn(changes, dialog, arrived);
        return error.map(Disposition::error)
                .orElseGet(() -> open ? Disposition.accepted(sequence) : Disposition.duplicate(sequence));
    }

    /** Nobody else can put messages into a dialog, though he knows its conversation id. */
    private boolean comesFromTheSameSide(Dialog dialog, Progress now, InboundMessage arrived) {
        return security.keyExchange()
                .continuesDialog(
                        dialog.databaseId,
                        arrived.message().fromInitiator(),
                        Optional.ofNullable(now.keyId()),
                        arrived.keyId());
    }

    private static void learn(Changes changes, Dialog dialog, InboundMessage arrived) {
        Progress now = changes.of(dialog);
        UUID key = arrived.keyId().orElse(now.keyId());
        boolean sameKey = key == null || key.equals(now.keyId());
        if (now.farBroker() == null) {
            now = now.withFarBroker(arrived.message().fromBroker());
            changes.set(dialog, sameKey ? now : now.withKey(key));
        } else if (!sameKey) {
            changes.set(dialog, now.withKey(key));
        }
    }

    private Disposition acceptFirst(Changes changes, InboundMessage arrived) {
        WireMessage message = arrived.message();
        Database database = arrived.database();
        Optional<Service> service = definitions.service(database.id(), message.toService());
        if (service.isEmpty()) {
            return Disposition.error(ConversationErrors.serviceNotFound(message.toService()));
        }
        if (!mayStore(arrived, service.get())) {
            return Disposition.error(ConversationErrors.noPermission(message.toService()));
        }
        Optional<BrokerError> refusal = arrivals.refusal(database, service.get(), message.contract());
        if (refusal.isPresent()) {
            return Disposition.error(refusal.get());
        }
        Dialog dialog = arrivals.open(
                changes,
                service.get(),
                definitions.contract(database.id(), message.contract()).orElseThrow(),
                new Arrivals.Opening(
                        message.conversationId(),
                        message.fromService(),
                        message.fromBroker(),
                        message.expires().toEpochMilli(),
                        arrived.keyId().isPresent(),
                        arrived.keyId().orElse(null)));
        return arrivals.storeFirst(changes, dialog, message.messageType(), message.body())
                .map(Disposition::error)
                .orElseGet(() -> Disposition.accepted(0));
    }

    private boolean mayStore(InboundMessage arrived, Service service) {
        int databaseId = arrived.database().id();
        Optional<Principal> sender =
                arrived.remoteUser().or(() -> security.principals().withId(databaseId, Principal.PUBLIC));
        return sender.filter(user -> security.permissions()
                        .allows(user, "SEND", Securable.service(databaseId, service.id()), service.ownerId()))
                .isPresent();
    }
}
