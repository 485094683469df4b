package dev.colloquy.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A login that owns nothing reads and receives only what it was granted. */
@Tag("conformance")
class QueuePermissionTest {
    @RegisterExtension
    static final OneInstance INSTANCE = new OneInstance();

    private Connection owner;
    private Connection reader;

    @BeforeEach
    void connect() throws SQLException {
        owner = INSTANCE.connect();
        Conversation.execute(owner, """
                CREATE QUEUE dbo.Inbox;
                CREATE LOGIN reader WITH PASSWORD = N'Quiet-Horse-1';
                CREATE USER reader FOR LOGIN reader;""");
        reader = DriverManager.getConnection(
                INSTANCE.instance().jdbcUrl() + ";databaseName=Work", "reader", "Quiet-Horse-1");
    }

    @AfterEach
    void drop() throws SQLException {
        reader.close();
        Conversation.execute(owner, "DROP USER reader; DROP LOGIN reader; DROP QUEUE dbo.Inbox");
        owner.close();
    }

    @Test
    void nothing_is_readable_without_a_grant() {
        assertDenied("SELECT * FROM dbo.Inbox");
        assertDenied("RECEIVE * FROM dbo.Inbox");
    }

    @Test
    void select_and_receive_are_granted_one_by_one() throws SQLException {
        Conversation.execute(owner, "GRANT SELECT ON dbo.Inbox TO reader");
        Conversation.execute(reader, "SELECT * FROM dbo.Inbox");
        assertDenied("RECEIVE * FROM dbo.Inbox");

        Conversation.execute(owner, "GRANT RECEIVE ON dbo.Inbox TO reader");
        Conversation.execute(reader, "RECEIVE * FROM dbo.Inbox");
    }

    @Test
    void a_procedure_of_the_owner_reads_for_who_may_execute_it() throws SQLException {
        Conversation.execute(
                owner, "CREATE PROCEDURE dbo.peek AS SELECT COUNT(*) FROM dbo.Inbox; RECEIVE * FROM dbo.Inbox");
        Conversation.execute(owner, "GRANT EXECUTE ON dbo.peek TO reader");

        assertEquals("0", Conversation.value(reader, "EXEC dbo.peek"));

        Conversation.execute(owner, "DROP PROCEDURE dbo.peek");
    }

    @Test
    void a_procedure_that_executes_as_its_owner_sees_the_catalog_as_the_owner_does() throws SQLException {
        String count = "SELECT COUNT(*) FROM sys.service_queues WHERE name = N'Inbox'";
        Conversation.execute(owner, "CREATE PROCEDURE dbo.look WITH EXECUTE AS OWNER AS " + count);
        Conversation.execute(owner, "GRANT EXECUTE ON dbo.look TO reader");

        assertEquals("1", Conversation.value(reader, "EXEC dbo.look"));
        assertEquals("0", Conversation.value(reader, count));

        Conversation.execute(owner, "DROP PROCEDURE dbo.look");
    }

    private void assertDenied(String batch) {
        SQLException denied = assertThrows(SQLException.class, () -> Conversation.execute(reader, batch), batch);
        assertEquals(229, denied.getErrorCode(), denied.getMessage());
    }
}
