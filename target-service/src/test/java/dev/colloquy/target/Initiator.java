package dev.colloquy.target;

import dev.colloquy.contract.SimpleContract;
import java.nio.charset.StandardCharsets;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The other side of the conversations under test, in the same database. */
public final class Initiator {
    private static final int WAIT_MILLIS = 20_000;
    private static final String BEGIN = """
            SET NOCOUNT ON;
            DECLARE @handle uniqueidentifier;
            BEGIN DIALOG @handle
                FROM SERVICE [//InstDB/2InstSample/InitiatorService]
                TO SERVICE N'//TgtDB/2InstSample/TargetService'
                ON CONTRACT [//BothDB/2InstSample/SimpleContract]
                WITH ENCRYPTION = OFF;
            SEND ON CONVERSATION @handle MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] (?);
            SELECT @handle;
            """;
    private static final String SEND = """
            DECLARE @handle uniqueidentifier = ?, @body nvarchar(max) = ?;
            SEND ON CONVERSATION @handle MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] (@body);
            """;
    private static final String RECEIVE = """
            SET NOCOUNT ON;
            DECLARE @handle uniqueidentifier = ?, @wait int = ?;
            WAITFOR (RECEIVE message_type_name, message_body FROM dbo.InitiatorQueue
                WHERE conversation_handle = @handle), TIMEOUT @wait;
            """;
    private static final String FAIL = """
            DECLARE @handle uniqueidentifier = ?;
            END CONVERSATION @handle WITH ERROR = 7 DESCRIPTION = N'gone';
            """;

    private final Connection connection;

    public Initiator(Connection connection) {
        this.connection = connection;
    }

    /** A message type, without its common prefix, and a body. */
    public record Message(String type, String body) {}

    /** Begins a dialog and sends a request with this text; returns the conversation handle of this side. */
    public String ask(String text) throws SQLException {
        return send("<RequestMsg>" + text + "</RequestMsg>");
    }

    /** Begins a dialog and sends this body as a request. */
    public String send(String body) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BEGIN)) {
            statement.setNString(1, body);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    /** Sends a further request on a dialog. */
    public void sendOn(String handle, String text) throws SQLException {
        try (CallableStatement statement = connection.prepareCall(SEND)) {
            statement.setString(1, handle);
            statement.setNString(2, "<RequestMsg>" + text + "</RequestMsg>");
            statement.execute();
        }
    }

    /** Ends this side. */
    public void end(String handle) throws SQLException {
        try (CallableStatement statement =
                connection.prepareCall("DECLARE @handle uniqueidentifier = ?; END CONVERSATION @handle;")) {
            statement.setString(1, handle);
            statement.execute();
        }
    }

    /** Ends this side with an error. */
    public void fail(String handle) throws SQLException {
        try (CallableStatement statement = connection.prepareCall(FAIL)) {
            statement.setString(1, handle);
            statement.execute();
        }
    }

    /** All messages until the target has ended its side, or until none comes any more. */
    public List<Message> answers(String handle) throws SQLException {
        List<Message> answers = new ArrayList<>();
        while (answers.isEmpty() || !isEnd(answers.get(answers.size() - 1))) {
            List<Message> received = receive(handle, WAIT_MILLIS);
            if (received.isEmpty()) {
                break;
            }
            answers.addAll(received);
        }
        return answers;
    }

    /** What is there now. */
    public List<Message> receive(String handle, int waitMillis) throws SQLException {
        List<Message> messages = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(RECEIVE)) {
            statement.setString(1, handle);
            statement.setInt(2, waitMillis);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    messages.add(new Message(shortName(rows.getString(1)), text(rows.getBytes(2))));
                }
            }
        }
        return messages;
    }

    private static boolean isEnd(Message message) {
        return message.type().equals("EndDialog") || message.type().equals("Error");
    }

    private static String shortName(String messageType) {
        return messageType.substring(messageType.lastIndexOf('/') + 1);
    }

    /** Without what the trace of the service adds. */
    private static String text(byte[] body) {
        String text = body == null ? "" : new String(body, StandardCharsets.UTF_16LE);
        return text.replaceFirst(" traceparent=\"[^\"]*\"", "");
    }

    /** The reply that a handler's text makes, followed by the end of the conversation. */
    public static List<Message> replied(String text) {
        return List.of(
                new Message(shortName(SimpleContract.REPLY_MESSAGE), "<ReplyMsg>" + text + "</ReplyMsg>"),
                new Message("EndDialog", ""));
    }
}
