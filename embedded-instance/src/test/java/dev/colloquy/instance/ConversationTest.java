package dev.colloquy.instance;

import static dev.colloquy.instance.Conversation.END_DIALOG;
import static dev.colloquy.instance.Conversation.ERROR;
import static dev.colloquy.instance.Conversation.REPLY;
import static dev.colloquy.instance.Conversation.REQUEST;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.Conversation.Message;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One conversation at a time between two instances. */
@Tag("conformance")
class ConversationTest {
    private static final String AT_TARGET = "InstTargetQueue";
    private static final String AT_INITIATOR = "InstInitiatorQueue";
    private static final int WAIT_MILLIS = 20_000;

    @RegisterExtension
    static final TwoInstances INSTANCES = new TwoInstances();

    private Connection initiator;
    private Connection target;

    @BeforeEach
    void connect() throws SQLException {
        initiator = INSTANCES.initiator();
        target = INSTANCES.target();
    }

    @AfterEach
    void leaveNothingBehind() throws SQLException {
        initiator.close();
        target.close();
        try (Connection atInitiator = INSTANCES.initiator();
                Connection atTarget = INSTANCES.target()) {
            for (Connection connection : List.of(atInitiator, atTarget)) {
                Conversation.execute(connection, """
                        DECLARE @h uniqueidentifier;
                        WHILE EXISTS (SELECT * FROM sys.conversation_endpoints WHERE state <> 'CD')
                        BEGIN
                            SELECT TOP (1) @h = conversation_handle FROM sys.conversation_endpoints WHERE state <> 'CD';
                            END CONVERSATION @h WITH CLEANUP;
                        END""");
            }
        }
    }

    @Test
    void a_rolled_back_send_leaves_nothing() throws SQLException {
        initiator.setAutoCommit(false);
        Conversation.begin(initiator, "<r>lost</r>");
        initiator.rollback();
        initiator.setAutoCommit(true);
        Conversation.begin(initiator, "<r>kept</r>");

        Message only = Conversation.receiveOne(target, AT_TARGET, WAIT_MILLIS).orElseThrow();

        assertEquals("<r>kept</r>", only.body());
        assertEquals("1", Conversation.value(initiator, "SELECT COUNT(*) FROM sys.conversation_endpoints"));
    }

    @Test
    void a_rolled_back_receive_returns_the_message_unchanged() throws SQLException {
        Conversation.begin(initiator, "<r>again</r>");
        target.setAutoCommit(false);
        Message first = Conversation.receiveOne(target, AT_TARGET, WAIT_MILLIS).orElseThrow();
        target.rollback();

        Message second = Conversation.receiveOne(target, AT_TARGET, WAIT_MILLIS).orElseThrow();
        target.commit();
        target.setAutoCommit(true);

        assertEquals(first, second);
        assertTrue(Conversation.receive(target, AT_TARGET, 0).isEmpty());
    }

    @Test
    void an_insert_and_a_send_vanish_together() throws SQLException {
        Conversation.execute(initiator, "CREATE TABLE dbo.ledger (id int NOT NULL PRIMARY KEY, note nvarchar(50))");
        initiator.setAutoCommit(false);
        Conversation.execute(initiator, "INSERT INTO dbo.ledger VALUES (1, N'one')");
        Conversation.begin(initiator, "<r/>");
        initiator.rollback();
        initiator.setAutoCommit(true);

        assertEquals("0", Conversation.value(initiator, "SELECT COUNT(*) FROM dbo.ledger"));
        assertEquals("0", Conversation.value(initiator, "SELECT COUNT(*) FROM sys.conversation_endpoints"));
        Conversation.execute(initiator, "DROP TABLE dbo.ledger");
    }

    @Test
    void reply_and_end_dialog_come_back_in_order() throws SQLException {
        Conversation.begin(initiator, "<r/>");
        Message request =
                Conversation.receiveOne(target, AT_TARGET, WAIT_MILLIS).orElseThrow();
        Conversation.send(target, request.handle(), REPLY, "<a/>");
        Conversation.end(target, request.handle());

        Message reply =
                Conversation.receiveOne(initiator, AT_INITIATOR, WAIT_MILLIS).orElseThrow();
        Message end =
                Conversation.receiveOne(initiator, AT_INITIATOR, WAIT_MILLIS).orElseThrow();

        assertEquals(List.of(REPLY, "<a/>", END_DIALOG), List.of(reply.type(), reply.body(), end.type()));
        assertEquals("DI", Conversation.value(initiator, "SELECT state FROM sys.conversation_endpoints"));
        SQLException refused =
                assertThrows(SQLException.class, () -> Conversation.send(initiator, end.handle(), REQUEST, "<late/>"));
        assertEquals(8429, refused.getErrorCode());
        Conversation.end(initiator, end.handle());
        assertEquals("0", Conversation.value(initiator, "SELECT COUNT(*) FROM sys.conversation_endpoints"));
    }

    @Test
    void a_thousand_messages_of_one_dialog_arrive_in_order() throws SQLException {
        String handle = Conversation.begin(initiator, "<n>0</n>");
        initiator.setAutoCommit(false);
        for (int i = 1; i < 1_000; i++) {
            Conversation.send(initiator, handle, REQUEST, "<n>" + i + "</n>");
            if (i % 10 == 0) {
                initiator.commit();
            }
        }
        initiator.commit();
        initiator.setAutoCommit(true);

        for (int i = 0; i < 1_000; i++) {
            Message message =
                    Conversation.receiveOne(target, AT_TARGET, WAIT_MILLIS).orElseThrow();
            assertEquals("<n>" + i + "</n>", message.body());
            assertEquals(i, message.sequence());
        }
        assertTrue(Conversation.receive(target, AT_TARGET, 0).isEmpty());
    }

    @Test
    void malformed_xml_comes_back_to_the_sender_as_an_error() throws SQLException {
        Conversation.begin(initiator, "<unclosed>");

        Message error =
                Conversation.receiveOne(initiator, AT_INITIATOR, WAIT_MILLIS).orElseThrow();

        assertEquals(ERROR, error.type());
        assertTrue(error.body().contains("<Code>-9615</Code>"), error.body());
        assertEquals("ER", Conversation.value(initiator, "SELECT state FROM sys.conversation_endpoints"));
    }

    @Test
    void a_ten_megabyte_body_crosses_unchanged() throws SQLException {
        String body = "<b>" + "0123456789".repeat(512 * 1024) + "</b>";
        assertTrue(body.getBytes(StandardCharsets.UTF_16LE).length > 10_000_000);

        Conversation.begin(initiator, body);
        Message message = Conversation.receiveOne(target, AT_TARGET, 60_000).orElseThrow();

        assertEquals(body, message.body());
    }

    @Test
    void what_is_sent_while_the_target_is_away_waits_and_says_why() throws Exception {
        target.close();
        INSTANCES.stopTarget();
        Conversation.begin(initiator, "<r>patient</r>");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Conversation.value(initiator, "SELECT transmission_status FROM sys.transmission_queue")
                        .startsWith("Connection attempt failed with error"));

        INSTANCES.startTargetAgain();
        target = INSTANCES.target();
        Message message = Conversation.receiveOne(target, AT_TARGET, 60_000).orElseThrow();

        assertEquals("<r>patient</r>", message.body());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> "0".equals(Conversation.value(initiator, "SELECT COUNT(*) FROM sys.transmission_queue")));
    }
}
