package dev.colloquy.broker.setup;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.Side;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/** Dialogs between two instances that have been set up. */
final class Dialogs {
    private static final int LONGEST_WAIT_MILLISECONDS = 20_000;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(90);

    private static final String BEGIN = """
        SET NOCOUNT ON;
        DECLARE @handle uniqueidentifier;
        BEGIN DIALOG @handle
            FROM SERVICE [//InstDB/2InstSample/InitiatorService]
            TO SERVICE N'//TgtDB/2InstSample/TargetService'%s
            ON CONTRACT [//BothDB/2InstSample/SimpleContract]
            WITH ENCRYPTION = ON;
        SEND ON CONVERSATION @handle MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] (N'<RequestMsg/>');
        SELECT @handle;
        """;

    private static final String REQUEST = """
        DECLARE @handle uniqueidentifier = ?;
        SEND ON CONVERSATION @handle MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] (N'<RequestMsg/>');
        """;

    private static final String REPLY = """
        DECLARE @handle uniqueidentifier = ?;
        SEND ON CONVERSATION @handle MESSAGE TYPE [//BothDB/2InstSample/ReplyMessage] (N'<ReplyMsg/>');
        """;

    private Dialogs() {}

    /** A whole conversation: a request arrives, a reply comes back. */
    static void hold(SetupInstance initiator, SetupInstance target) throws SQLException {
        begin(initiator);
        String atTarget = receive(target, Side.TARGET);
        send(target, Side.TARGET, REPLY, atTarget);
        receive(initiator, Side.INITIATOR);
    }

    /** A whole conversation with the instance of the target that has this broker instance. */
    static void hold(SetupInstance initiator, SetupInstance target, String brokerInstance) throws SQLException {
        begin(initiator, brokerInstance);
        String atTarget = receive(target, Side.TARGET);
        send(target, Side.TARGET, REPLY, atTarget);
        receive(initiator, Side.INITIATOR);
    }

    /** Begins one and sends a request; its handle at the initiator. */
    static String begin(SetupInstance initiator) throws SQLException {
        return initiator.rows(Side.INITIATOR.database(), BEGIN.formatted("")).get(0);
    }

    /** Begins one that names the broker instance of the target. */
    static String begin(SetupInstance initiator, String brokerInstance) throws SQLException {
        String named = BEGIN.formatted(", N'" + brokerInstance + "'");
        return initiator.rows(Side.INITIATOR.database(), named).get(0);
    }

    static void end(SetupInstance instance, Side side, String handle) throws SQLException {
        send(instance, side, "DECLARE @handle uniqueidentifier = ?; END CONVERSATION @handle;", handle);
    }

    /** Waits until the initiator's endpoint needs no message of the target any more. */
    static void awaitEnded(SetupInstance initiator, String handle) {
        await().atMost(LONGEST_WAIT)
                .until(() -> initiator
                        .rows(
                                Side.INITIATOR.database(),
                                "SELECT state FROM sys.conversation_endpoints WHERE conversation_handle = '" + handle
                                        + "' AND state <> 'CD'")
                        .isEmpty());
    }

    /** Waits until so many messages are in the initiator's transmission queue. */
    static void awaitWaiting(SetupInstance initiator, int messages) {
        await().atMost(LONGEST_WAIT)
                .until(() -> initiator
                                .rows(
                                        Side.INITIATOR.database(),
                                        "SELECT conversation_handle FROM sys.transmission_queue")
                                .size()
                        == messages);
    }

    static void request(SetupInstance initiator, String handle) throws SQLException {
        send(initiator, Side.INITIATOR, REQUEST, handle);
    }

    static void reply(SetupInstance target, String handle) throws SQLException {
        send(target, Side.TARGET, REPLY, handle);
    }

    private static void send(SetupInstance instance, Side side, String batch, String handle) throws SQLException {
        try (Connection connection = instance.connect(side.database());
                PreparedStatement statement = connection.prepareStatement(batch)) {
            statement.setString(1, handle);
            statement.execute();
        }
    }

    /** Waits for one message, which must be the peer's; the handle of its conversation. */
    static String receive(SetupInstance instance, Side side) throws SQLException {
        String expected = side == Side.TARGET ? "RequestMessage" : "ReplyMessage";
        try (Connection connection = instance.connect(side.database());
                PreparedStatement statement = connection.prepareStatement(
                        "WAITFOR (RECEIVE TOP (1) conversation_handle, message_type_name FROM dbo." + side.queue()
                                + "), TIMEOUT " + LONGEST_WAIT_MILLISECONDS);
                ResultSet rows = statement.executeQuery()) {
            assertTrue(rows.next(), () -> "nothing arrived; " + waiting(instance, side));
            assertEquals("//BothDB/2InstSample/" + expected, rows.getString(2));
            return rows.getString(1);
        }
    }

    private static String waiting(SetupInstance instance, Side side) {
        try {
            return instance.rows(side.database(), "SELECT transmission_status FROM sys.transmission_queue")
                    .toString();
        } catch (SQLException e) {
            return e.getMessage();
        }
    }
}
