package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.Cancellation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The verbs of Service Broker. They take effect when their transaction commits; the conversation groups they touch stay
 * locked until it ends. Permissions are the caller's concern.
 */
public final class Conversations {
    private final BrokerParts parts;
    private final Commits commits;
    private final GroupLocks groupLocks = new GroupLocks();
    private final Delivery delivery;
    private final Endings endings;
    private final DialogEffects effects;
    private final Receiving receiving;

    Conversations(BrokerParts parts, Commits commits, Delivery delivery, Endings endings, DialogEffects effects) {
        this.parts = parts;
        this.commits = commits;
        this.delivery = delivery;
        this.endings = endings;
        this.effects = effects;
        this.receiving = new Receiving(parts);
    }

    /** The transaction's work, begun if there is none. */
    ConversationWork work(Transaction transaction) {
        ConversationWork work = transaction.participant(ConversationWork.class);
        if (work == null) {
            work = new ConversationWork(commits, parts.definitions(), groupLocks, delivery, endings, effects);
            transaction.join(work);
        }
        return work;
    }

    /**
     * BEGIN DIALOG CONVERSATION.
     *
     * @return the new conversation handle
     * @throws dev.colloquy.instance.types.SqlError 8411, 8413, 8417, 8421, 8423, 8425, 8426, 9610
     */
    public UUID beginDialog(
            Transaction transaction, Database database, BeginDialog request, Cancellation cancellation) {
        if (request.toService() == null) {
            throw BrokerErrors.serviceNameMissing();
        }
        if (request.contract() == null) {
            throw BrokerErrors.contractMissing();
        }
        int seconds = request.lifetimeSeconds() == null ? Dialog.DEFAULT_LIFETIME : request.lifetimeSeconds();
        if (seconds < 1) {
            throw BrokerErrors.lifetimeOutOfRange(seconds);
        }
        Service service = parts.definitions()
                .service(database.id(), request.fromService())
                .orElseThrow(() -> BrokerErrors.serviceNotFound(request.fromService()));
        Contract contract = parts.definitions()
                .contract(database.id(), request.contract())
                .orElseThrow(() -> BrokerErrors.contractNotFound(request.contract()));
        UUID farBroker = request.brokerInstance()
                .map(instance -> brokerInstance(database, instance))
                .orElse(null);
        long expires = parts.clock().millis() + TimeUnit.SECONDS.toMillis(seconds);
        ConversationWork work = work(transaction);
        while (true) {
            ConversationGroup group = groupFor(transaction, work, database, service, request, cancellation);
            Dialog dialog = new Dialog(
                    parts.table().nextId(),
                    database.id(),
                    parts.table().nextHandle(),
                    UUID.randomUUID(),
                    true,
                    service.id(),
                    contract.id(),
                    group,
                    request.toService(),
                    expires,
                    request.encryption(),
                    new Progress(DialogState.STARTED_OUTBOUND, 0, 0, -1, farBroker, 0, null, 0));
            if (parts.table().add(dialog)) {
                work.begin(dialog);
                return dialog.handle;
            }
        }
    }

    private static UUID brokerInstance(Database database, String instance) {
        return instance.equalsIgnoreCase("CURRENT DATABASE")
                ? database.serviceBrokerGuid()
                : Routing.parse(instance).orElseThrow(() -> BrokerErrors.brokerInstanceSyntax(instance));
    }

    private ConversationGroup groupFor(
            Transaction transaction,
            ConversationWork work,
            Database database,
            Service service,
            BeginDialog request,
            Cancellation cancellation) {
        ConversationGroup group;
        if (request.relatedConversation().isPresent()) {
            UUID handle = request.relatedConversation().get();
            group = open(work, database, handle).orElseThrow(() -> BrokerErrors.handleNotFound(handle)).group;
            requireService(group, database, service, "RELATED_CONVERSATION", handle);
        } else {
            UUID id = request.relatedGroup().orElseGet(UUID::randomUUID);
            group = parts.table().groupOrNew(database.id(), id, service);
            requireService(group, database, service, "RELATED_CONVERSATION_GROUP", id);
        }
        lock(transaction, work, group, cancellation);
        return group;
    }

    private void requireService(
            ConversationGroup group, Database database, Service service, String clause, UUID value) {
        if (group.serviceId != service.id()) {
            String other = parts.definitions()
                    .service(database.id(), group.serviceId)
                    .map(Service::name)
                    .orElse("");
            throw BrokerErrors.fromServiceMustMatch(service.name(), other, clause, value);
        }
    }

    private void lock(
            Transaction transaction, ConversationWork work, ConversationGroup group, Cancellation cancellation) {
        if (groupLocks.acquire(group, transaction, cancellation)) {
            work.hold(group);
        }
    }

    /** The endpoint with a handle that the transaction may use: committed, or begun by itself. */
    private Optional<Dialog> open(ConversationWork work, Database database, UUID handle) {
        return parts.table()
                .withHandle(database.id(), handle)
                .filter(dialog ->
                        !dialog.removed && (dialog.published || work.locked().contains(dialog.group)));
    }

    /**
     * SEND ON CONVERSATION.
     *
     * @param handles     null elements are reported: 8418 or 8441
     * @param list        the handles were written as a list, which changes the errors
     * @param messageType null: DEFAULT
     * @param bodyOrNull  null: none. An empty one counts as none; an explicit NULL (8433) is the caller's concern
     * @throws dev.colloquy.instance.types.SqlError 8418, 8426, 8428, 8429, 8431, 8432, 8434, 8435, 8441, 8451, 9618
     */
    public void send(
            Transaction transaction,
            Database database,
            List<UUID> handles,
            boolean list,
            String messageType,
            byte[] bodyOrNull,
            Cancellation cancellation) {
        ConversationWork work = work(transaction);
        List<Dialog> dialogs = resolve(work, database, handles, list);
        String typeName = messageType == null ? MessageType.DEFAULT : messageType;
        byte[] body = bodyOrNull == null || bodyOrNull.length == 0 ? null : bodyOrNull;
        for (Dialog dialog : dialogs) {
            lockGroupOf(transaction, work, dialog, cancellation);
            requireOpen(dialog);
        }
        List<MessageType> types = new ArrayList<>(dialogs.size());
        for (Dialog dialog : dialogs) {
            types.add(check(work, dialog, typeName));
        }
        for (int i = 0; i < dialogs.size(); i++) {
            work.send(dialogs.get(i), new ConversationWork.Sent(types.get(i), body));
        }
    }

    private static void requireOpen(Dialog dialog) {
        if (dialog.removed) {
            throw BrokerErrors.handleNotFound(dialog.handle);
        }
    }

    private List<Dialog> resolve(ConversationWork work, Database database, List<UUID> handles, boolean list) {
        List<Dialog> dialogs = new ArrayList<>(handles.size());
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < handles.size(); i++) {
            UUID handle = handles.get(i);
            int position = i + 1;
            if (handle == null) {
                throw list ? BrokerErrors.handleMissingAt(position) : BrokerErrors.handleMissing();
            }
            dialogs.add(open(work, database, handle)
                    .orElseThrow(() -> list
                            ? BrokerErrors.handleNotFoundAt(handle, position)
                            : BrokerErrors.handleNotFound(handle)));
            if (!seen.add(handle)) {
                throw BrokerErrors.handleTwice(handle, position);
            }
        }
        return dialogs;
    }

    private MessageType check(ConversationWork work, Dialog dialog, String typeName) {
        DialogTransitions.require(work.state(dialog), DialogEvent.SEND);
        MessageType type = parts.definitions()
                .messageType(dialog.databaseId, typeName)
                .orElseThrow(() -> BrokerErrors.messageTypeNotFound(typeName));
        SentBy sentBy = parts.definitions()
                .contract(dialog.databaseId, dialog.contractId)
                .map(contract -> contract.usages().get(type.id()))
                .orElse(null);
        if (sentBy == null) {
            throw BrokerErrors.notInContract(typeName);
        }
        if (dialog.initiator && !sentBy.initiator()) {
            throw BrokerErrors.sentByTargetOnly(typeName);
        }
        if (!dialog.initiator && !sentBy.target()) {
            throw BrokerErrors.sentByInitiatorOnly(typeName);
        }
        queueOf(dialog).ifPresent(queue -> {
            if (queue.retention() && !queue.enabled()) {
                throw BrokerErrors.retainingQueueDisabled(queue.name());
            }
        });
        return type;
    }

    /**
     * RECEIVE, with WAITFOR if a time-out is given.
     *
     * @param top           at most so many messages, all of one conversation group
     * @param timeoutMillis empty: without WAITFOR; -1: for ever
     * @return the messages in order; empty if there are none or the time has passed
     * @throws dev.colloquy.instance.types.SqlError 8426 or 8436 for an unknown filter value, 9617 if the queue is off,
     *     208 if it is dropped meanwhile
     * @throws java.util.concurrent.CancellationException if the client cancels the wait
     */
    public List<ReceivedMessage> receive(
            Transaction transaction,
            Queue queue,
            Optional<ReceiveFilter> filter,
            long top,
            OptionalLong timeoutMillis,
            Cancellation cancellation) {
        return receiving.receive(work(transaction), transaction, queue, filter, top, timeoutMillis, cancellation);
    }

    /** GET CONVERSATION GROUP: locks the next group that has messages. Arguments and errors as for RECEIVE. */
    public Optional<UUID> getConversationGroup(
            Transaction transaction, Queue queue, OptionalLong timeoutMillis, Cancellation cancellation) {
        return receiving.nextGroup(work(transaction), transaction, queue, timeoutMillis, cancellation);
    }

    /**
     * END CONVERSATION.
     *
     * @throws dev.colloquy.instance.types.SqlError 8418, 8426, 8427
     */
    public void endConversation(
            Transaction transaction,
            Database database,
            UUID handle,
            Optional<EndError> error,
            boolean cleanup,
            Cancellation cancellation) {
        DialogEvent event = DialogEvent.END;
        if (cleanup) {
            event = DialogEvent.END_WITH_CLEANUP;
        } else if (error.isPresent()) {
            event = DialogEvent.END_WITH_ERROR;
        }
        Dialog dialog = lockOpen(transaction, database, handle, event, cancellation);
        work(transaction).end(dialog, new Endings.End(event, error.orElse(null)));
    }

    /**
     * BEGIN CONVERSATION TIMER: replaces the timer of this side of the conversation. When it is due, {@link
     * ConversationTimers} puts a DialogTimer message on the local queue.
     *
     * @param seconds from now, not negative
     * @throws dev.colloquy.instance.types.SqlError 8410, 8418, 8426, 8458
     */
    public void beginTimer(
            Transaction transaction, Database database, UUID handle, int seconds, Cancellation cancellation) {
        Dialog dialog = lockOpen(transaction, database, handle, DialogEvent.BEGIN_TIMER, cancellation);
        long due = parts.clock().millis() + TimeUnit.SECONDS.toMillis(seconds);
        if (due > dialog.expires) {
            throw BrokerErrors.timerBeyondLifetime();
        }
        work(transaction).timer(dialog, due);
    }

    /**
     * MOVE CONVERSATION: the conversation with its messages belongs to another group of the same service from now on.
     *
     * @throws dev.colloquy.instance.types.SqlError 8418, 8420, 8426, 8436, 8438, 8439
     */
    public void moveConversation(
            Transaction transaction, Database database, UUID handle, UUID toGroup, Cancellation cancellation) {
        Dialog dialog = lockOpen(transaction, database, handle, DialogEvent.MOVE, cancellation);
        if (toGroup == null) {
            throw BrokerErrors.groupMissing();
        }
        ConversationWork work = work(transaction);
        ConversationGroup group =
                parts.table().group(database.id(), toGroup).orElseThrow(() -> BrokerErrors.groupNotFound(toGroup));
        lock(transaction, work, group, cancellation);
        if (group.removed) {
            throw BrokerErrors.groupNotFound(toGroup);
        }
        if (group.serviceId != dialog.serviceId) {
            throw BrokerErrors.groupInvalid(toGroup);
        }
        if (group != dialog.group) {
            work.move(dialog, group);
        }
    }

    /** The endpoint with a handle, its group locked, in a state that allows the statement. */
    private Dialog lockOpen(
            Transaction transaction, Database database, UUID handle, DialogEvent event, Cancellation cancellation) {
        if (handle == null) {
            throw BrokerErrors.handleMissing();
        }
        ConversationWork work = work(transaction);
        Dialog dialog = open(work, database, handle).orElseThrow(() -> BrokerErrors.handleNotFound(handle));
        lockGroupOf(transaction, work, dialog, cancellation);
        requireOpen(dialog);
        if (work.hasEnded(dialog)) {
            throw BrokerErrors.handleNotFound(handle);
        }
        DialogTransitions.require(work.state(dialog), event);
        return dialog;
    }

    /** Locks the group that the endpoint is in by then: it may move while this waits. */
    private void lockGroupOf(Transaction transaction, ConversationWork work, Dialog dialog, Cancellation cancellation) {
        ConversationGroup group;
        do {
            group = dialog.group;
            lock(transaction, work, group, cancellation);
        } while (group != dialog.group);
    }

    /** GET_TRANSMISSION_STATUS: empty if all is well or the handle is unknown. */
    public String transmissionStatus(Database database, UUID handle) {
        return parts.table()
                .withHandle(database.id(), handle)
                .map(commits.router()::status)
                .orElse("");
    }

    /** The queue of an endpoint's service, uncommitted endpoints included. */
    public Optional<Queue> queueOf(Database database, UUID handle) {
        return parts.table().withHandle(database.id(), handle).flatMap(this::queueOf);
    }

    private Optional<Queue> queueOf(Dialog dialog) {
        return parts.definitions()
                .service(dialog.databaseId, dialog.serviceId)
                .flatMap(service -> parts.definitions().queue(dialog.databaseId, service.queueId()));
    }

    /** The local service of an endpoint, uncommitted endpoints included. */
    public Optional<Service> serviceOf(Database database, UUID handle) {
        return parts.table()
                .withHandle(database.id(), handle)
                .flatMap(dialog -> parts.definitions().service(dialog.databaseId, dialog.serviceId));
    }

    /** The committed state of an endpoint in two letters. */
    public Optional<String> stateOf(Database database, UUID handle) {
        return parts.table()
                .withHandle(database.id(), handle)
                .map(dialog -> dialog.progress.state().code());
    }
}
