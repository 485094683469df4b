package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageErrors;
import dev.colloquy.instance.storage.Transaction;
import java.io.ByteArrayInputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.UUID;

/**
 * The rows of dialogs, queued messages and the transmission queue. Keys are the numbers of {@link DialogTable}, and
 * nothing is looked up by anything else: there are no further indexes to maintain.
 */
final class BrokerStore {
    /** H2 keeps longer values outside the row only as a BLOB. */
    private static final int MAX_INLINE_BODY = 1_000_000;

    private static final String INSERT_DIALOG = "INSERT INTO colloquy.dialog (id, database_id, handle, conversation_id,"
            + " initiator, service_id, contract_id, group_id, far_service, expires, encryption, state, send_sequence,"
            + " receive_sequence, end_sequence, far_broker, purge_at, key_id, timer_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE_DIALOG = "UPDATE colloquy.dialog SET state = ?, send_sequence = ?,"
            + " receive_sequence = ?, end_sequence = ?, far_broker = ?, purge_at = ?, key_id = ?, timer_at = ?"
            + " WHERE id = ?";
    private static final String MOVE_DIALOG = "UPDATE colloquy.dialog SET group_id = ? WHERE id = ?";
    private static final String DELETE_DIALOG = "DELETE FROM colloquy.dialog WHERE id = ?";
    private static final String INSERT_MESSAGE = "INSERT INTO colloquy.queue_message (id, dialog_id, queuing_order,"
            + " sequence, message_type_id, status, enqueued, body_length, body, large_body)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String RETAIN_MESSAGE = "UPDATE colloquy.queue_message SET status = 0 WHERE id = ?";
    private static final String DELETE_MESSAGE = "DELETE FROM colloquy.queue_message WHERE id = ?";
    private static final String READ_MESSAGE = "SELECT body, large_body FROM colloquy.queue_message WHERE id = ?";
    private static final String INSERT_TRANSMISSION =
            "INSERT INTO colloquy.transmission (id, dialog_id, sequence, kind,"
                    + " message_type, enqueued, body_length, body, large_body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String DELETE_TRANSMISSION = "DELETE FROM colloquy.transmission WHERE id = ?";
    private static final String READ_TRANSMISSION = "SELECT body, large_body FROM colloquy.transmission WHERE id = ?";

    private BrokerStore() {}

    static void createTables(Storage storage) {
        storage.define("CREATE TABLE IF NOT EXISTS colloquy.dialog (id BIGINT PRIMARY KEY, database_id INT NOT NULL,"
                + " handle UUID NOT NULL, conversation_id UUID NOT NULL, initiator BOOLEAN NOT NULL,"
                + " service_id INT NOT NULL, contract_id INT NOT NULL, group_id UUID NOT NULL,"
                + " far_service VARCHAR(256) NOT NULL, expires BIGINT NOT NULL, encryption BOOLEAN NOT NULL,"
                + " state CHAR(2) NOT NULL, send_sequence BIGINT NOT NULL, receive_sequence BIGINT NOT NULL,"
                + " end_sequence BIGINT NOT NULL, far_broker UUID, purge_at BIGINT NOT NULL, key_id UUID,"
                + " timer_at BIGINT DEFAULT 0 NOT NULL)");
        // Stores of earlier versions have no timers.
        storage.define("ALTER TABLE colloquy.dialog ADD COLUMN IF NOT EXISTS timer_at BIGINT DEFAULT 0 NOT NULL");
        storage.define("CREATE TABLE IF NOT EXISTS colloquy.queue_message (id BIGINT PRIMARY KEY,"
                + " dialog_id BIGINT NOT NULL, queuing_order BIGINT NOT NULL, sequence BIGINT NOT NULL,"
                + " message_type_id INT NOT NULL, status TINYINT NOT NULL, enqueued BIGINT NOT NULL,"
                + " body_length INT NOT NULL, body VARBINARY(1048576), large_body BLOB)");
        storage.define("CREATE TABLE IF NOT EXISTS colloquy.transmission (id BIGINT PRIMARY KEY,"
                + " dialog_id BIGINT NOT NULL, sequence BIGINT NOT NULL, kind VARCHAR(10) NOT NULL,"
                + " message_type VARCHAR(256) NOT NULL, enqueued BIGINT NOT NULL, body_length INT NOT NULL,"
                + " body VARBINARY(1048576), large_body BLOB)");
    }

    static void insert(Transaction transaction, Dialog dialog, Progress progress) {
        run(transaction, INSERT_DIALOG, row -> {
            row.setLong(1, dialog.id);
            row.setInt(2, dialog.databaseId);
            row.setObject(3, dialog.handle);
            row.setObject(4, dialog.conversationId);
            row.setBoolean(5, dialog.initiator);
            row.setInt(6, dialog.serviceId);
            row.setInt(7, dialog.contractId);
            row.setObject(8, dialog.group.id);
            row.setString(9, dialog.farService);
            row.setLong(10, dialog.expires);
            row.setBoolean(11, dialog.encryption);
            bind(row, 12, progress);
        });
    }

    static void update(Transaction transaction, Dialog dialog, Progress progress) {
        run(transaction, UPDATE_DIALOG, row -> {
            bind(row, 1, progress);
            row.setLong(9, dialog.id);
        });
    }

    private static void bind(PreparedStatement row, int first, Progress progress) throws SQLException {
        row.setString(first, progress.state().code());
        row.setLong(first + 1, progress.sendSequence());
        row.setLong(first + 2, progress.receiveSequence());
        row.setLong(first + 3, progress.endSequence());
        setUuid(row, first + 4, progress.farBroker());
        row.setLong(first + 5, progress.purgeAt());
        setUuid(row, first + 6, progress.keyId());
        row.setLong(first + 7, progress.timerAt());
    }

    private static void setUuid(PreparedStatement row, int index, UUID value) throws SQLException {
        if (value == null) {
            row.setNull(index, Types.OTHER);
        } else {
            row.setObject(index, value);
        }
    }

    static void move(Transaction transaction, Dialog dialog) {
        run(transaction, MOVE_DIALOG, row -> {
            row.setObject(1, dialog.group.id);
            row.setLong(2, dialog.id);
        });
    }

    static void delete(Transaction transaction, Dialog dialog) {
        run(transaction, DELETE_DIALOG, row -> row.setLong(1, dialog.id));
    }

    static void insert(Transaction transaction, QueueMessage message) {
        run(transaction, INSERT_MESSAGE, row -> {
            row.setLong(1, message.id);
            row.setLong(2, message.dialog.id);
            row.setLong(3, message.queuingOrder);
            row.setLong(4, message.sequence);
            row.setInt(5, message.messageTypeId);
            row.setInt(6, message.status);
            row.setLong(7, message.enqueued);
            bindBody(row, 8, message.body);
        });
    }

    static void retain(Transaction transaction, QueueMessage message) {
        run(transaction, RETAIN_MESSAGE, row -> row.setLong(1, message.id));
    }

    static void delete(Transaction transaction, QueueMessage message) {
        run(transaction, DELETE_MESSAGE, row -> row.setLong(1, message.id));
    }

    static void insert(Transaction transaction, Transmission transmission) {
        run(transaction, INSERT_TRANSMISSION, row -> {
            row.setLong(1, transmission.id);
            row.setLong(2, transmission.dialog.id);
            row.setLong(3, transmission.sequence);
            row.setString(4, transmission.kind.name());
            row.setString(5, transmission.messageType);
            row.setLong(6, transmission.enqueued);
            bindBody(row, 7, transmission.body);
        });
    }

    static void delete(Transaction transaction, Transmission transmission) {
        run(transaction, DELETE_TRANSMISSION, row -> row.setLong(1, transmission.id));
    }

    private static void bindBody(PreparedStatement row, int first, StoredBody body) throws SQLException {
        byte[] bytes = body.bytes();
        row.setInt(first, body.length());
        if (bytes == null) {
            row.setNull(first + 1, Types.VARBINARY);
            row.setNull(first + 2, Types.BLOB);
        } else if (bytes.length <= MAX_INLINE_BODY) {
            row.setBytes(first + 1, bytes);
            row.setNull(first + 2, Types.BLOB);
        } else {
            row.setNull(first + 1, Types.VARBINARY);
            row.setBinaryStream(first + 2, new ByteArrayInputStream(bytes), bytes.length);
        }
    }

    /** The body of a queued message: from memory, else from its row. Null if empty. */
    static byte[] body(Transaction transaction, QueueMessage message) {
        return message.body.isInRowOnly() ? read(transaction, READ_MESSAGE, message.id) : message.body.bytes();
    }

    /** The body of a message to be transmitted: from memory, else from its row. Null if empty. */
    static byte[] body(Transaction transaction, Transmission transmission) {
        return transmission.body.isInRowOnly()
                ? read(transaction, READ_TRANSMISSION, transmission.id)
                : transmission.body.bytes();
    }

    private static byte[] read(Transaction transaction, String sql, long id) {
        try {
            PreparedStatement query = transaction.prepare(sql);
            query.setLong(1, id);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                byte[] inline = row.getBytes(1);
                return inline != null ? inline : row.getBytes(2);
            }
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
    }

    private static void run(Transaction transaction, String sql, Binding binding) {
        try {
            PreparedStatement statement = transaction.prepare(sql);
            binding.bind(statement);
            transaction.markWritten();
            transaction.changing(statement::executeUpdate);
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }
}
