package dev.colloquy.initiator.conversation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import microsoft.sql.Types;

/** The target's side of conversations, message by message; and what only an administrator can see or do. */
final class TargetByHand implements AutoCloseable {
    private final Connection connection;

    TargetByHand(LedgerDatabase database) throws SQLException {
        connection = database.administrator();
    }

    /** What a target has received. */
    record Received(UUID handle, String type, String body) {}

    /** The next message, which has to come soon. */
    Received receive() throws SQLException {
        String sql = "WAITFOR (RECEIVE TOP (1) conversation_handle, message_type_name,"
                + " CAST(message_body AS nvarchar(max)) FROM dbo.InstTargetQueue), TIMEOUT 20000";
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            assertTrue(rows.next(), "nothing came to the target");
            return new Received(rows.getObject(1, UUID.class), rows.getString(2), rows.getString(3));
        }
    }

    void reply(UUID handle, String xml) throws SQLException {
        execute("SEND ON CONVERSATION ? MESSAGE TYPE [//BothDB/2InstSample/ReplyMessage] (?)", handle, xml);
    }

    void end(UUID handle) throws SQLException {
        execute("END CONVERSATION ?", handle);
    }

    void endWithError(UUID handle, int code, String description) throws SQLException {
        execute("END CONVERSATION ? WITH ERROR = ? DESCRIPTION = ?", handle, code, description);
    }

    /** Receives the next request, replies and ends. */
    void answer(String xml) throws SQLException {
        UUID handle = receive().handle();
        reply(handle, xml);
        end(handle);
    }

    /** Answers so many requests, each with "to" and its own text, many in one transaction. */
    void answerAll(int requests) throws SQLException {
        execute("""
            DECLARE @h uniqueidentifier, @body nvarchar(max), @left int = ?;
            BEGIN TRANSACTION;
            WHILE @left > 0
            BEGIN
                WAITFOR (RECEIVE TOP (1) @h = conversation_handle, @body = message_body
                    FROM dbo.InstTargetQueue), TIMEOUT 20000;
                SET @body = REPLACE(REPLACE(@body, N'<RequestMsg>', N'<ReplyMsg>to '), N'RequestMsg', N'ReplyMsg');
                SEND ON CONVERSATION @h MESSAGE TYPE [//BothDB/2InstSample/ReplyMessage] (@body);
                END CONVERSATION @h;
                SET @left -= 1;
                IF @left % 50 = 0
                BEGIN
                    COMMIT TRANSACTION;
                    BEGIN TRANSACTION;
                END;
            END;
            COMMIT TRANSACTION;\
            """, requests);
    }

    /** Removes all conversations with their messages, and empties the ledger. */
    void leaveNothingBehind() throws SQLException {
        execute("""
            DECLARE @h uniqueidentifier;
            WHILE EXISTS (SELECT 1 FROM sys.conversation_endpoints WHERE state <> 'CD')
            BEGIN
                SELECT TOP (1) @h = conversation_handle FROM sys.conversation_endpoints WHERE state <> 'CD';
                END CONVERSATION @h WITH CLEANUP;
            END;
            DELETE FROM dbo.conversation;
            DELETE FROM dbo.reply;
            DELETE FROM dbo.request_message;\
            """);
    }

    void execute(String sql, Object... parameters) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                if (parameters[i] instanceof UUID handle) {
                    prepared.setObject(i + 1, handle, Types.GUID);
                } else {
                    prepared.setObject(i + 1, parameters[i]);
                }
            }
            boolean rows = prepared.execute();
            while (rows || prepared.getUpdateCount() != -1) {
                rows = prepared.getMoreResults();
            }
        }
    }

    /** The first column of a query's only row. */
    String value(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            assertTrue(rows.next(), "no row");
            return rows.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
