package dev.colloquy.instance;

import static dev.colloquy.instance.Conversation.execute;
import static dev.colloquy.instance.Conversation.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The less common verbs in procedures: timers, groups, filters, clean-up. */
@Tag("conformance")
class ConversationVerbsTest {
    @RegisterExtension
    static final OneInstance INSTANCE = new OneInstance();

    private Connection connection;

    @BeforeAll
    static void define() throws SQLException {
        try (Connection connection = INSTANCE.connect()) {
            execute(connection, """
                    CREATE MESSAGE TYPE note VALIDATION = NONE;
                    CREATE CONTRACT notes (note SENT BY ANY);
                    CREATE QUEUE dbo.outbox; CREATE SERVICE sender ON QUEUE dbo.outbox;
                    CREATE QUEUE dbo.inbox; CREATE SERVICE receiver ON QUEUE dbo.inbox (notes);
                    CREATE SERVICE other ON QUEUE dbo.inbox (notes);""");
            execute(connection, """
                    CREATE PROCEDURE dbo.tell @text nvarchar(100), @h uniqueidentifier OUTPUT AS
                    BEGIN DIALOG @h FROM SERVICE sender TO SERVICE 'receiver' ON CONTRACT notes
                        WITH LIFETIME = 3600, ENCRYPTION = OFF;
                    SEND ON CONVERSATION @h MESSAGE TYPE note (@text);""");
            execute(connection, """
                    CREATE PROCEDURE dbo.take_of_conversation @h uniqueidentifier, @timeout int AS
                    DECLARE @taken TABLE (type_name nvarchar(256), body varbinary(max));
                    WAITFOR (RECEIVE message_type_name, message_body FROM dbo.inbox INTO @taken
                        WHERE conversation_handle = @h), TIMEOUT @timeout;
                    SELECT COUNT(*) AS messages, MIN(CAST(body AS nvarchar(100))) AS body FROM @taken;""");
            execute(connection, """
                    CREATE PROCEDURE dbo.take_next_group AS
                    DECLARE @group uniqueidentifier, @taken TABLE (body varbinary(max));
                    WAITFOR (GET CONVERSATION GROUP @group FROM dbo.inbox), TIMEOUT 10000;
                    RECEIVE message_body FROM dbo.inbox INTO @taken WHERE conversation_group_id = @group;
                    SELECT COUNT(*) AS messages FROM @taken;""");
        }
    }

    @BeforeEach
    void connect() throws SQLException {
        connection = INSTANCE.connect();
    }

    @AfterEach
    void cleanUp() throws SQLException {
        execute(connection, """
                WHILE @@TRANCOUNT > 0 ROLLBACK;
                DECLARE @h uniqueidentifier = (SELECT TOP (1) conversation_handle FROM sys.conversation_endpoints);
                WHILE @h IS NOT NULL
                BEGIN
                    END CONVERSATION @h WITH CLEANUP;
                    SET @h = (SELECT TOP (1) conversation_handle FROM sys.conversation_endpoints);
                END;""");
        connection.close();
    }

    /** Begins a conversation; returns the handles of initiator and target. */
    private String[] tell(String text) throws SQLException {
        String initiator =
                value(connection, "DECLARE @h uniqueidentifier; EXEC dbo.tell N'" + text + "', @h OUTPUT; SELECT @h");
        String target = value(connection, """
                SELECT t.conversation_handle FROM sys.conversation_endpoints AS i
                JOIN sys.conversation_endpoints AS t ON t.conversation_id = i.conversation_id AND t.is_initiator = 0
                WHERE i.conversation_handle = '%s'""".formatted(initiator));
        return new String[] {initiator, target};
    }

    private void assertFails(int number, String batch) {
        SQLException refused = assertThrows(SQLException.class, () -> execute(connection, batch), batch);
        assertEquals(number, refused.getErrorCode(), refused.getMessage());
    }

    @Test
    void receive_takes_the_messages_of_one_conversation_only() throws SQLException {
        String first = tell("first")[1];
        String second = tell("second")[1];

        assertEquals("second", body("EXEC dbo.take_of_conversation '" + second + "', 0"));
        assertEquals("0", value(connection, "EXEC dbo.take_of_conversation '" + second + "', 10"));
        assertEquals("first", body("EXEC dbo.take_of_conversation '" + first + "', 0"));
    }

    private String body(String batch) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(batch)) {
            rows.next();
            return rows.getString("body");
        }
    }

    @Test
    void receive_takes_the_messages_of_the_next_group() throws SQLException {
        tell("one");
        tell("two");

        assertEquals("1", value(connection, "EXEC dbo.take_next_group"));
        assertEquals("1", value(connection, "EXEC dbo.take_next_group"));
        assertNull(value(connection, """
                DECLARE @g uniqueidentifier = NEWID(); GET CONVERSATION GROUP @g FROM dbo.inbox; SELECT @g"""));
    }

    @Test
    void a_timer_set_in_a_transaction_comes_back_to_the_conversation() throws SQLException {
        String target = tell("later")[1];
        assertEquals("later", body("EXEC dbo.take_of_conversation '" + target + "', 0"));
        execute(
                connection,
                "DECLARE @h uniqueidentifier = '" + target + "', @delay int = 0;"
                        + " BEGIN TRANSACTION; BEGIN CONVERSATION TIMER (@h) TIMEOUT = @delay + 1; COMMIT");
        assertNotEquals("1900", value(connection, timerOf(target)));

        assertEquals("1", value(connection, "EXEC dbo.take_of_conversation '" + target + "', 20000"));
        assertEquals("1900", value(connection, timerOf(target)));
    }

    private static String timerOf(String handle) {
        return "SELECT YEAR(dialog_timer) FROM sys.conversation_endpoints WHERE conversation_handle = '" + handle + "'";
    }

    @Test
    void a_timer_needs_a_conversation_and_a_time_within_its_lifetime() throws SQLException {
        String handle = tell("short")[0];
        assertFails(8418, "DECLARE @h uniqueidentifier; BEGIN CONVERSATION TIMER (@h) TIMEOUT = 1");
        assertFails(8426, "DECLARE @h uniqueidentifier = NEWID(); BEGIN CONVERSATION TIMER (@h) TIMEOUT = 1");
        assertFails(8410, "BEGIN CONVERSATION TIMER ('" + handle + "') TIMEOUT = 3601");
        assertFails(1023, "BEGIN CONVERSATION TIMER ('" + handle + "') TIMEOUT = -1");
        assertFails(1023, "DECLARE @t int; BEGIN CONVERSATION TIMER ('" + handle + "') TIMEOUT = @t");
    }

    @Test
    void a_moved_conversation_is_received_with_its_new_group() throws SQLException {
        String first = tell("first")[1];
        String second = tell("second")[1];
        move(first, second);

        assertEquals("2", value(connection, "EXEC dbo.take_next_group"));
        assertEquals("1", value(connection, groups()));
    }

    private void move(String handle, String toGroupOf) throws SQLException {
        execute(connection, """
                DECLARE @g uniqueidentifier = (SELECT conversation_group_id FROM sys.conversation_endpoints
                    WHERE conversation_handle = '%s');
                MOVE CONVERSATION '%s' TO @g;""".formatted(toGroupOf, handle));
    }

    private static String groups() {
        return "SELECT COUNT(DISTINCT conversation_group_id) FROM sys.conversation_endpoints WHERE is_initiator = 0";
    }

    @Test
    void a_rolled_back_move_never_happened_and_nobody_else_saw_it() throws SQLException {
        String first = tell("first")[1];
        String second = tell("second")[1];
        execute(connection, "BEGIN TRANSACTION");
        move(first, second);
        assertEquals("1", value(connection, groups()));
        try (Connection elsewhere = INSTANCE.connect()) {
            assertEquals("2", value(elsewhere, groups()));
            assertNull(value(elsewhere, "RECEIVE conversation_handle FROM dbo.inbox"));
        }
        execute(connection, "ROLLBACK");

        assertEquals("2", value(connection, groups()));
        assertEquals("1", value(connection, "EXEC dbo.take_next_group"));
        assertEquals("1", value(connection, "EXEC dbo.take_next_group"));
    }

    @Test
    void a_conversation_moves_only_to_a_group_of_its_service() throws SQLException {
        String[] handles = tell("stay");
        assertFails(8436, "DECLARE @g uniqueidentifier = NEWID(); MOVE CONVERSATION '" + handles[1] + "' TO @g");
        assertFails(8420, "DECLARE @g uniqueidentifier; MOVE CONVERSATION '" + handles[1] + "' TO @g");
        assertFails(8426, "DECLARE @h uniqueidentifier = NEWID(); MOVE CONVERSATION @h TO @h");
        SQLException refused = assertThrows(SQLException.class, () -> move(handles[0], handles[1]));
        assertEquals(8439, refused.getErrorCode());
    }

    @Test
    void clean_up_removes_the_endpoint_its_messages_and_its_timer() throws SQLException {
        String[] handles = tell("gone");
        execute(connection, "BEGIN CONVERSATION TIMER ('" + handles[1] + "') TIMEOUT = 1000");
        execute(connection, "END CONVERSATION '" + handles[1] + "' WITH CLEANUP");

        assertEquals("1", value(connection, "SELECT COUNT(*) FROM sys.conversation_endpoints"));
        assertEquals("0", value(connection, "SELECT COUNT(*) FROM dbo.inbox"));
        assertFails(8426, "END CONVERSATION '" + handles[1] + "'");
    }
}
