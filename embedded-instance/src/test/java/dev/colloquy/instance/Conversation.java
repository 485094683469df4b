package dev.colloquy.instance;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What programs do on the tutorial's services, over JDBC. */
public final class Conversation {
    static final String REQUEST = "//BothDB/2InstSample/RequestMessage";
    static final String REPLY = "//BothDB/2InstSample/ReplyMessage";
    static final String END_DIALOG = "http://schemas.microsoft.com/SQL/ServiceBroker/EndDialog";
    static final String ERROR = "http://schemas.microsoft.com/SQL/ServiceBroker/Error";

    private static final String BEGIN = """
            SET NOCOUNT ON;
            DECLARE @handle uniqueidentifier;
            BEGIN DIALOG @handle
                FROM SERVICE [//InstDB/2InstSample/InitiatorService]
                TO SERVICE N'//TgtDB/2InstSample/TargetService'
                ON CONTRACT [//BothDB/2InstSample/SimpleContract]
                WITH ENCRYPTION = ON;
            SEND ON CONVERSATION @handle MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] (?);
            SELECT @handle;
            """;

    private Conversation() {}

    /** BEGIN DIALOG and SEND in one batch; returns the handle. */
    static String begin(Connection initiator, String request) throws SQLException {
        try (PreparedStatement statement = initiator.prepareStatement(BEGIN)) {
            statement.setNString(1, request);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    static void send(Connection connection, String handle, String messageType, Object body) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "DECLARE @h uniqueidentifier = ?; SEND ON CONVERSATION @h MESSAGE TYPE [" + messageType + "] (?)")) {
            statement.setString(1, handle);
            statement.setObject(2, body);
            statement.execute();
        }
    }

    static void end(Connection connection, String handle) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DECLARE @h uniqueidentifier = ?; END CONVERSATION @h")) {
            statement.setString(1, handle);
            statement.execute();
        }
    }

    /** One message: its conversation, type and body read as UTF-16LE. */
    record Message(String handle, String type, long sequence, String body) {}

    /** RECEIVE of one conversation group's messages, waiting up to the given milliseconds. */
    static List<Message> receive(Connection connection, String queue, int waitMillis) throws SQLException {
        return receive(connection, queue, waitMillis, "");
    }

    static Optional<Message> receiveOne(Connection connection, String queue, int waitMillis) throws SQLException {
        return receive(connection, queue, waitMillis, "TOP (1) ").stream().findFirst();
    }

    private static List<Message> receive(Connection connection, String queue, int waitMillis, String top)
            throws SQLException {
        List<Message> messages = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("WAITFOR (RECEIVE " + top
                        + "conversation_handle, message_type_name, message_sequence_number,"
                        + " CAST(message_body AS nvarchar(max)) AS body FROM " + queue + "), TIMEOUT " + waitMillis)) {
            while (rows.next()) {
                messages.add(new Message(rows.getString(1), rows.getString(2), rows.getLong(3), rows.getString(4)));
            }
        }
        return messages;
    }

    /** The value of the first column of the first row, or null. */
    static String value(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    /** Runs a batch to its end: the driver tells an error where the failed statement's result would be. */
    static void execute(Connection connection, String batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(batch);
            while (rows || statement.getUpdateCount() != -1) {
                rows = statement.getMoreResults();
            }
        }
    }
}
