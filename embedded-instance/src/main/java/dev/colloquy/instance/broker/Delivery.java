package dev.colloquy.instance.broker;

import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Databases;
import java.time.Clock;
import java.util.Optional;

/**
 * Sends the messages of an endpoint: straight into the far queue if that is in this instance and takes them, otherwise
 * into the transmission queue.
 */
final class Delivery {
    private final DialogTable table;
    private final Databases databases;
    private final Definitions definitions;
    private final Security security;
    private final Routing routing;
    private final Arrivals arrivals;
    private final DialogEffects effects;
    private final Clock clock;

    Delivery(BrokerParts parts, Security security, Routing routing, Arrivals arrivals, DialogEffects effects) {
        this.table = parts.table();
        this.databases = parts.storage().databases();
        this.definitions = parts.definitions();
        this.clock = parts.clock();
        this.security = security;
        this.routing = routing;
        this.arrivals = arrivals;
        this.effects = effects;
    }

    /** A message on its way out. */
    record Outgoing(long sequence, WireMessage.Kind kind, String messageType, byte[] body) {
        static Outgoing of(Transmission transmission, byte[] body) {
            return new Outgoing(transmission.sequence, transmission.kind, transmission.messageType, body);
        }
    }

    /** What became of an attempt: done, or the network address, or the status that says why it waits. */
    record Attempt(boolean done, String address, String status) {
        private static final Attempt DONE = new Attempt(true, null, "");

        static Attempt delayed(String status) {
            return new Attempt(false, null, status);
        }
    }

    /** Sends the next message of an endpoint. Later ones never overtake it. */
    void send(Changes changes, Dialog dialog, WireMessage.Kind kind, String messageType, byte[] body) {
        Progress now = changes.of(dialog);
        Outgoing message = new Outgoing(now.sendSequence(), kind, messageType, body);
        changes.set(dialog, now.sent(kind != WireMessage.Kind.MESSAGE));
        boolean held = now.state() == DialogState.ERROR || now.state() == DialogState.DISCONNECTED_INBOUND;
        if (held || changes.hasPending(dialog)) {
            queue(changes, dialog, message);
            return;
        }
        Attempt attempt = attempt(changes, dialog, message);
        if (attempt.done()) {
            if (kind != WireMessage.Kind.MESSAGE) {
                effects.acknowledged(changes, dialog);
            }
        } else {
            queue(changes, dialog, message);
            note(changes, dialog, attempt);
        }
    }

    private void queue(Changes changes, Dialog dialog, Outgoing message) {
        changes.transmit(new Transmission(
                table.nextId(),
                dialog,
                message.sequence(),
                message.kind(),
                message.messageType(),
                clock.millis(),
                new StoredBody(message.body())));
    }

    /** Remembers where the endpoint's messages go or why they wait. */
    void note(Changes changes, Dialog dialog, Attempt attempt) {
        changes.onPublish(() -> {
            dialog.pending.address(attempt.address());
            if (!dialog.pending.isHeld()) {
                dialog.pending.status(attempt.status());
            }
        });
    }

    /** Tries to deliver a message inside the instance, or finds out where it has to go. */
    Attempt attempt(Changes changes, Dialog dialog, Outgoing message) {
        Optional<Database> home = databases.withId(dialog.databaseId);
        if (home.isEmpty() || !home.get().brokerEnabled()) {
            return Attempt.delayed(TransmissionStatus.SENDER_DISABLED);
        }
        Dialog far = changes.side(dialog.conversationId, !dialog.initiator);
        if (far != null) {
            return deliver(changes, dialog, far, message);
        }
        Routing.Choice choice =
                routing.choose(home.get(), dialog.farService, changes.of(dialog).farBroker(), dialog.conversationId);
        if (choice.error() != null) {
            return failed(changes, dialog, choice.error());
        }
        if (choice.local() != null) {
            return dialog.initiator && message.sequence() == 0
                    ? open(changes, dialog, home.get(), choice.local(), message)
                    : failed(changes, dialog, ConversationErrors.FAR_ENDPOINT_GONE);
        }
        return choice.address() != null ? new Attempt(false, choice.address(), "") : Attempt.delayed(choice.status());
    }

    private Attempt failed(Changes changes, Dialog dialog, BrokerError error) {
        effects.fail(changes, dialog, error);
        return Attempt.DONE;
    }

    private Attempt deliver(Changes changes, Dialog dialog, Dialog far, Outgoing message) {
        Optional<Database> database = databases.withId(far.databaseId);
        if (database.isEmpty() || !database.get().brokerEnabled()) {
            return Attempt.delayed(TransmissionStatus.TARGET_DISABLED);
        }
        Optional<Queue> queue = definitions
                .service(far.databaseId, far.serviceId)
                .flatMap(service -> definitions.queue(far.databaseId, service.queueId()));
        if (queue.isPresent() && !queue.get().enabled()) {
            return Attempt.delayed(TransmissionStatus.queueDisabled(queue.get().name()));
        }
        Optional<BrokerError> error =
                arrivals.store(changes, far, message.sequence(), message.kind(), message.messageType(), message.body());
        error.ifPresent(reason -> effects.fail(changes, dialog, reason));
        learnBroker(changes, dialog, database.get());
        return Attempt.DONE;
    }

    private static void learnBroker(Changes changes, Dialog dialog, Database far) {
        Progress now = changes.of(dialog);
        if (!far.serviceBrokerGuid().equals(now.farBroker())) {
            changes.set(dialog, now.withFarBroker(far.serviceBrokerGuid()));
        }
    }

    private Attempt open(Changes changes, Dialog dialog, Database home, Database target, Outgoing message) {
        if (message.kind() != WireMessage.Kind.MESSAGE) {
            return Attempt.DONE;
        }
        Service service = definitions.service(target.id(), dialog.farService).orElseThrow();
        Optional<String> delay = delay(dialog, home, target, service);
        if (delay.isPresent()) {
            return Attempt.delayed(delay.get());
        }
        String contractName = definitions
                .contract(dialog.databaseId, dialog.contractId)
                .map(Contract::name)
                .orElse("");
        Optional<BrokerError> refusal =
                permission(dialog, target, service).or(() -> arrivals.refusal(target, service, contractName));
        if (refusal.isPresent()) {
            return failed(changes, dialog, refusal.get());
        }
        Dialog far = arrivals.open(
                changes,
                service,
                definitions.contract(target.id(), contractName).orElseThrow(),
                new Arrivals.Opening(
                        dialog.conversationId,
                        fromService(dialog),
                        home.serviceBrokerGuid(),
                        dialog.expires,
                        dialog.encryption,
                        null));
        Optional<BrokerError> error = arrivals.storeFirst(changes, far, message.messageType(), message.body());
        error.ifPresent(reason -> effects.fail(changes, dialog, reason));
        learnBroker(changes, dialog, target);
        return Attempt.DONE;
    }

    private String fromService(Dialog dialog) {
        return definitions
                .service(dialog.databaseId, dialog.serviceId)
                .map(Service::name)
                .orElse("");
    }

    /** Why a new conversation must wait: the target is off, or its database is closed to the initiator. */
    private Optional<String> delay(Dialog dialog, Database home, Database target, Service service) {
        if (!target.brokerEnabled()) {
            return Optional.of(TransmissionStatus.TARGET_DISABLED);
        }
        Queue queue = definitions.queue(target.id(), service.queueId()).orElseThrow();
        if (!queue.enabled()) {
            return Optional.of(TransmissionStatus.queueDisabled(queue.name()));
        }
        if (home.id() == target.id()) {
            return Optional.empty();
        }
        if (dialog.encryption && !security.masterKeys().exists(home.id())) {
            return Optional.of(TransmissionStatus.NO_MASTER_KEY);
        }
        if (dialog.encryption && !security.masterKeys().exists(target.id())) {
            return Optional.of(TransmissionStatus.NO_TARGET_MASTER_KEY);
        }
        return userIn(dialog, target).isPresent() && home.trustworthy()
                ? Optional.empty()
                : Optional.of(TransmissionStatus.cannotEnter(
                        owner(dialog).map(Principal::name).orElse(""), target.name()));
    }

    private Optional<BrokerError> permission(Dialog dialog, Database target, Service service) {
        boolean allowed = userIn(dialog, target)
                .filter(user -> security.permissions()
                        .allows(user, "SEND", Securable.service(target.id(), service.id()), service.ownerId()))
                .isPresent();
        return allowed ? Optional.empty() : Optional.of(ConversationErrors.noPermission(service.name()));
    }

    /** The owner of the initiating service. */
    private Optional<Principal> owner(Dialog dialog) {
        return definitions
                .service(dialog.databaseId, dialog.serviceId)
                .flatMap(service -> security.principals().withId(dialog.databaseId, service.ownerId()));
    }

    /** Who the owner of the initiating service is in the target's database. */
    private Optional<Principal> userIn(Dialog dialog, Database target) {
        Optional<Principal> owner = owner(dialog);
        if (target.id() == dialog.databaseId || owner.isEmpty()) {
            return owner;
        }
        Optional<Login> login =
                owner.get().id() == Principal.DBO && owner.get().loginId().isEmpty()
                        ? security.logins().withId(1)
                        : owner.get().loginId().flatMap(id -> security.logins().withId(id));
        return login.flatMap(found -> security.principals().userOf(target.id(), found));
    }
}
