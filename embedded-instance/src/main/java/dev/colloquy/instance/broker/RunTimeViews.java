package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Transaction;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/** Rows of the run-time views and of queues, as a transaction sees them: the committed state and its own changes. */
public final class RunTimeViews {
    private final BrokerParts parts;
    private final Router router;
    private final Receiving receiving;

    RunTimeViews(BrokerParts parts, Router router) {
        this.parts = parts;
        this.router = router;
        this.receiving = new Receiving(parts);
    }

    /**
     * sys.conversation_endpoints.
     *
     * @param few only some rows will be looked at, no matter which
     */
    public Stream<ConversationEndpointRow> conversationEndpoints(
            Transaction transaction, Database database, boolean few) {
        ConversationWork work = transaction.participant(ConversationWork.class);
        return visible(work, database, few).map(dialog -> row(work, dialog));
    }

    /** The row of sys.conversation_endpoints with a handle. */
    public Optional<ConversationEndpointRow> conversationEndpoint(
            Transaction transaction, Database database, UUID handle) {
        ConversationWork work = transaction.participant(ConversationWork.class);
        return parts.table()
                .withHandle(database.id(), handle)
                .filter(dialog -> isVisible(work, dialog))
                .map(dialog -> row(work, dialog));
    }

    /** The rows of sys.conversation_endpoints with greater handles, ascending as the store sorts them. */
    public Stream<ConversationEndpointRow> conversationEndpointsAfter(
            Transaction transaction, Database database, UUID handle) {
        ConversationWork work = transaction.participant(ConversationWork.class);
        return parts.table().after(handle).stream()
                .filter(dialog -> dialog.databaseId == database.id() && isVisible(work, dialog))
                .map(dialog -> row(work, dialog));
    }

    private Stream<Dialog> visible(ConversationWork work, Database database, boolean few) {
        Stream<Dialog> dialogs = parts.table().all().stream()
                .filter(dialog -> dialog.databaseId == database.id() && isVisible(work, dialog));
        return few ? dialogs : dialogs.sorted(Comparator.comparingLong(dialog -> dialog.id));
    }

    private static boolean isVisible(ConversationWork work, Dialog dialog) {
        boolean mine = work != null && work.locked().contains(dialog.group);
        boolean vanished = mine && work.hasVanished(dialog);
        return !dialog.removed && (dialog.published || mine) && !vanished;
    }

    private static ConversationGroup groupOf(ConversationWork work, Dialog dialog) {
        boolean mine = work != null && work.locked().contains(dialog.group);
        return mine ? dialog.group : dialog.committedGroup;
    }

    private ConversationEndpointRow row(ConversationWork work, Dialog dialog) {
        Progress progress = dialog.progress;
        DialogState state = work == null ? progress.state() : work.state(dialog);
        long timer = work == null ? progress.timerAt() : work.timer(dialog);
        int sent = work == null ? 0 : work.sent(dialog).size();
        Optional<Service> service = parts.definitions().service(dialog.databaseId, dialog.serviceId);
        int farPrincipal = parts.definitions()
                .bindingFor(dialog.databaseId, dialog.farService)
                .map(RemoteServiceBinding::userId)
                .orElse(0);
        return new ConversationEndpointRow(
                dialog.handle,
                dialog.conversationId,
                dialog.initiator,
                dialog.contractId,
                groupOf(work, dialog).id,
                dialog.serviceId,
                utc(dialog.expires),
                state.code(),
                state.name(),
                dialog.farService,
                Optional.ofNullable(progress.farBroker()),
                service.map(Service::ownerId).orElse(0),
                farPrincipal,
                Optional.ofNullable(progress.keyId()),
                progress.purgeAt() == 0 ? Optional.empty() : Optional.of(utc(progress.purgeAt())),
                timer == 0 ? Optional.empty() : Optional.of(utc(timer)),
                progress.sendSequence() + sent,
                progress.endSequence(),
                progress.receiveSequence(),
                service.map(Service::isSystem).orElse(false),
                dialog.priority);
    }

    /** sys.conversation_groups. */
    public List<ConversationGroupRow> conversationGroups(Transaction transaction, Database database) {
        ConversationWork work = transaction.participant(ConversationWork.class);
        List<ConversationGroupRow> rows = new ArrayList<>();
        visible(work, database, false)
                .map(dialog -> groupOf(work, dialog))
                .distinct()
                .forEach(group -> {
                    boolean system = parts.definitions()
                            .service(group.databaseId, group.serviceId)
                            .map(Service::isSystem)
                            .orElse(false);
                    rows.add(new ConversationGroupRow(group.id, group.serviceId, system));
                });
        return rows;
    }

    /**
     * sys.transmission_queue: what waits to leave, and what arrived for a queue that is off.
     *
     * @param limit so many rows are enough, no matter which and in what order
     */
    public Stream<TransmissionRow> transmissionQueue(Transaction transaction, Database database, OptionalLong limit) {
        long most = limit.orElse(Long.MAX_VALUE);
        Stream<TransmissionRow> leaving = parts.table().transmitting().stream()
                .filter(dialog -> dialog.databaseId == database.id())
                .flatMap(dialog -> leaving(transaction, dialog, most));
        Stream<TransmissionRow> held = parts.table().contents().stream()
                .filter(content -> content.databaseId == database.id())
                .flatMap(content -> content.held(most).stream())
                .map(message -> row(transaction, message));
        Stream<TransmissionRow> all = Stream.concat(leaving, held);
        return limit.isPresent()
                ? all.limit(most)
                : all.sorted(Comparator.comparing(TransmissionRow::enqueueTime)
                        .thenComparing(TransmissionRow::conversationHandle)
                        .thenComparingLong(TransmissionRow::messageSequenceNumber));
    }

    private Stream<TransmissionRow> leaving(Transaction transaction, Dialog dialog, long limit) {
        String status = router.status(dialog);
        return dialog.pending.first(limit).stream().map(transmission -> row(transaction, dialog, transmission, status));
    }

    private TransmissionRow row(Transaction transaction, Dialog dialog, Transmission transmission, String status) {
        return new TransmissionRow(
                dialog.handle,
                dialog.farService,
                Optional.ofNullable(dialog.progress.farBroker()),
                serviceName(dialog),
                contractName(dialog),
                utc(transmission.enqueued),
                transmission.sequence,
                transmission.messageType,
                transmission.kind == WireMessage.Kind.ERROR,
                transmission.kind == WireMessage.Kind.END_DIALOG,
                () -> BrokerStore.body(transaction, transmission),
                status,
                dialog.priority);
    }

    private TransmissionRow row(Transaction transaction, QueueMessage message) {
        Dialog dialog = message.dialog;
        Optional<Queue> queue = parts.definitions()
                .service(dialog.databaseId, dialog.serviceId)
                .flatMap(service -> parts.definitions().queue(dialog.databaseId, service.queueId()));
        return new TransmissionRow(
                dialog.handle,
                serviceName(dialog),
                Optional.empty(),
                dialog.farService,
                contractName(dialog),
                utc(message.enqueued),
                message.sequence,
                parts.definitions()
                        .messageType(dialog.databaseId, message.messageTypeId)
                        .map(MessageType::name)
                        .orElse(""),
                message.messageTypeId == MessageType.ERROR_ID,
                message.messageTypeId == MessageType.END_DIALOG_ID,
                () -> BrokerStore.body(transaction, message),
                queue.map(found -> TransmissionStatus.queueDisabled(found.name()))
                        .orElse(""),
                dialog.priority);
    }

    private String serviceName(Dialog dialog) {
        return parts.definitions()
                .service(dialog.databaseId, dialog.serviceId)
                .map(Service::name)
                .orElse("");
    }

    private String contractName(Dialog dialog) {
        return parts.definitions()
                .contract(dialog.databaseId, dialog.contractId)
                .map(Contract::name)
                .orElse("");
    }

    /**
     * The rows of a queue by queuing_order: status 1 ready, 0 received and retained, 3 retained copy of a sent one.
     *
     * @param limit so many are enough, no matter which
     */
    public Stream<QueueRow> queueContents(Transaction transaction, Queue queue, OptionalLong limit) {
        QueueContent content = parts.table().content(queue.databaseId(), queue.id());
        List<QueueMessage> messages = content.visible(transaction, limit.orElse(Long.MAX_VALUE));
        return messages.stream()
                .map(message -> new QueueRow(
                        receiving.row(message, message.status), () -> BrokerStore.body(transaction, message)));
    }

    /** The number of rows of a queue. */
    public long queueLength(Queue queue) {
        return parts.table().content(queue.databaseId(), queue.id()).size();
    }

    /** The number of statements that wait on a queue. */
    public int waitingReaders(Queue queue) {
        return parts.table().content(queue.databaseId(), queue.id()).waitingReaders();
    }

    private static LocalDateTime utc(long millis) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(millis, 1_000L), (int) Math.floorMod(millis, 1_000L) * 1_000_000, ZoneOffset.UTC);
    }
}
