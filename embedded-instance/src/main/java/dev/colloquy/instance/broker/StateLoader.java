package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.StorageErrors;
import dev.colloquy.instance.storage.StorageSession;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads dialogs, queued messages and the transmission queue when the instance starts. */
final class StateLoader {
    /** Stands for the queue of a dropped service whose last message is still to be delivered. */
    private static final int NO_QUEUE = 0;
    /** Bodies up to this length are read at once, as far as the budget goes. */
    private static final int MAX_EAGER_BODY = 8_000;

    private final BrokerParts parts;
    private final Map<Long, Dialog> dialogs = new HashMap<>();

    StateLoader(BrokerParts parts) {
        this.parts = parts;
    }

    void load(Housekeeping housekeeping, Router router) {
        for (Queue queue : queues()) {
            parts.table().content(queue.databaseId(), queue.id()).enable(queue.enabled());
        }
        try (StorageSession session = parts.storage().openSession()) {
            Connection connection = session.connection();
            loadDialogs(connection, housekeeping);
            loadMessages(connection);
            loadTransmissions(connection);
            connection.rollback();
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
        for (Dialog dialog : dialogs.values()) {
            if (!dialog.pending.isEmpty()) {
                hold(dialog);
                router.retrySoon(dialog);
            }
        }
    }

    private List<Queue> queues() {
        List<Queue> queues = new ArrayList<>();
        parts.storage()
                .databases()
                .all()
                .forEach(database -> queues.addAll(parts.definitions().queues(database.id())));
        return queues;
    }

    private static void hold(Dialog dialog) {
        if (dialog.progress.state() == DialogState.DISCONNECTED_INBOUND) {
            dialog.pending.hold(TransmissionStatus.HELD_AFTER_END);
        } else if (dialog.progress.state() == DialogState.ERROR && dialog.progress.endSequence() < 0) {
            dialog.pending.hold(TransmissionStatus.HELD_AFTER_ERROR);
        }
    }

    private void loadDialogs(Connection connection, Housekeeping housekeeping) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, database_id, handle, conversation_id, initiator,"
                        + " service_id, contract_id, group_id, far_service, expires, encryption, state, send_sequence,"
                        + " receive_sequence, end_sequence, far_broker, purge_at, key_id, timer_at"
                        + " FROM colloquy.dialog ORDER BY id")) {
            while (rows.next()) {
                Dialog dialog = read(rows);
                parts.table().reserveId(dialog.id);
                dialog.published = true;
                dialogs.put(dialog.id, dialog);
                if (!parts.table().add(dialog)) {
                    throw new IllegalStateException("conversation group " + dialog.group.id + " was removed");
                }
                housekeeping.born(dialog);
                housekeeping.timers().load(dialog);
                if (dialog.progress.purgeAt() != 0) {
                    housekeeping.closed(dialog);
                }
            }
        }
    }

    private Dialog read(ResultSet row) throws SQLException {
        int databaseId = row.getInt(2);
        int serviceId = row.getInt(6);
        Optional<Service> known = parts.definitions().service(databaseId, serviceId);
        Service service = known.orElseGet(() -> new Service(databaseId, serviceId, "", 0, NO_QUEUE, List.of()));
        return new Dialog(
                row.getLong(1),
                databaseId,
                row.getObject(3, UUID.class),
                row.getObject(4, UUID.class),
                row.getBoolean(5),
                serviceId,
                row.getInt(7),
                parts.table().groupOrNew(databaseId, row.getObject(8, UUID.class), service),
                row.getString(9),
                row.getLong(10),
                row.getBoolean(11),
                new Progress(
                        DialogState.ofCode(row.getString(12)),
                        row.getLong(13),
                        row.getLong(14),
                        row.getLong(15),
                        row.getObject(16, UUID.class),
                        row.getLong(17),
                        row.getObject(18, UUID.class),
                        row.getLong(19)));
    }

    private void loadMessages(Connection connection) throws SQLException {
        Map<QueueContent, List<QueueMessage>> byQueue = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, dialog_id, queuing_order, sequence,"
                        + " message_type_id, status, enqueued, body_length,"
                        + " CASE WHEN body_length <= " + MAX_EAGER_BODY + " THEN body END"
                        + " FROM colloquy.queue_message ORDER BY id")) {
            while (rows.next()) {
                parts.table().reserveId(rows.getLong(1));
                Dialog dialog = dialogs.get(rows.getLong(2));
                if (dialog == null) {
                    continue;
                }
                QueueMessage message = new QueueMessage(
                        rows.getLong(1),
                        dialog,
                        rows.getLong(3),
                        rows.getLong(4),
                        rows.getInt(5),
                        rows.getInt(6),
                        rows.getLong(7),
                        body(rows, 8));
                parts.table().budget().keep(message.body);
                byQueue.computeIfAbsent(dialog.group.queue, k -> new ArrayList<>())
                        .add(message);
            }
        }
        byQueue.forEach(QueueContent::load);
    }

    private static StoredBody body(ResultSet row, int length) throws SQLException {
        int size = row.getInt(length);
        byte[] bytes = row.getBytes(length + 1);
        return size == 0 || bytes != null ? new StoredBody(bytes) : new StoredBody(size);
    }

    private void loadTransmissions(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, dialog_id, sequence, kind, message_type, enqueued,"
                        + " body_length, CASE WHEN body_length <= " + MAX_EAGER_BODY + " THEN body END"
                        + " FROM colloquy.transmission ORDER BY dialog_id, sequence")) {
            while (rows.next()) {
                parts.table().reserveId(rows.getLong(1));
                Dialog dialog = dialogs.get(rows.getLong(2));
                if (dialog == null) {
                    continue;
                }
                Transmission transmission = new Transmission(
                        rows.getLong(1),
                        dialog,
                        rows.getLong(3),
                        WireMessage.Kind.valueOf(rows.getString(4)),
                        rows.getString(5),
                        rows.getLong(6),
                        body(rows, 7));
                transmission.durable = true;
                parts.table().budget().keep(transmission.body);
                dialog.pending.add(transmission);
                parts.table().pendingChanged(dialog);
            }
        }
    }
}
