package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Transaction;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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

    /** sys.conversation_endpoints. */
    public List<ConversationEndpointRow> conversationEndpoints(Transaction transaction, Database database) {
        ConversationWork work = transaction.participant(ConversationWork.class);
        List<ConversationEndpointRow> rows = new ArrayList<>();
        for (Dialog dialog : visible(work, database)) {
            rows.add(row(work, dialog));
        }
        return rows;
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

    private List<Dialog> visible(ConversationWork work, Database database) {
        List<Dialog> dialogs = new ArrayList<>();
        for (Dialog dialog : parts.table().all(database.id())) {
            if (isVisible(work, dialog)) {
                dialogs.add(dialog);
            }
        }
        dialogs.sort(Comparator.comparingLong(dialog -> dialog.id));
        return dialogs;
    }

    private static boolean isVisible(ConversationWork work, Dialog dialog) {
        boolean mine = work != null && work.locked().contains(dialog.group);
        boolean vanished = mine && work.hasVanished(dialog);
        return !dialog.removed && (dialog.published || mine) && !vanished;
    }

    private ConversationEndpointRow row(ConversationWork work, Dialog dialog) {
        Progress progress = dialog.progress;
        DialogState state = work == null ? progress.state() : work.state(dialog);
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
                dialog.group.id,
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
        visible(work, database).stream().map(dialog -> dialog.group).distinct().forEach(group -> {
            boolean system = parts.definitions()
                    .service(group.databaseId, group.serviceId)
                    .map(Service::isSystem)
                    .orElse(false);
            rows.add(new ConversationGroupRow(group.id, group.serviceId, system));
        });
        return rows;
    }

    /** sys.transmission_queue: what waits to leave, and what arrived for a queue that is off. */
    public List<TransmissionRow> transmissionQueue(Transaction transaction, Database database) {
        List<TransmissionRow> rows = new ArrayList<>();
        for (Dialog dialog : parts.table().all(database.id())) {
            String status = router.status(dialog);
            for (Transmission transmission : dialog.pending.all()) {
                rows.add(row(transaction, dialog, transmission, status));
            }
        }
        for (QueueContent content : parts.table().contents()) {
            if (content.databaseId == database.id()) {
                content.held().forEach(message -> rows.add(row(transaction, message)));
            }
        }
        rows.sort(Comparator.comparing(TransmissionRow::enqueueTime)
                .thenComparing(TransmissionRow::conversationHandle)
                .thenComparingLong(TransmissionRow::messageSequenceNumber));
        return rows;
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
                BrokerStore.body(transaction, transmission),
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
                BrokerStore.body(transaction, message),
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

    /** The rows of a queue by queuing_order: status 1 ready, 0 received and retained, 3 retained copy of a sent one. */
    public List<ReceivedMessage> queueContents(Transaction transaction, Queue queue) {
        QueueContent content = parts.table().content(queue.databaseId(), queue.id());
        List<ReceivedMessage> rows = new ArrayList<>();
        for (QueueMessage message : content.visible(transaction)) {
            rows.add(receiving.row(message, message.status, BrokerStore.body(transaction, message)));
        }
        return rows;
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
