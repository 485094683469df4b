package dev.colloquy.instance;

import static dev.colloquy.instance.Conversation.execute;
import static dev.colloquy.instance.Conversation.value;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** ALTER DATABASE … WITH NO_WAIT while somebody else is in the database. */
@Tag("conformance")
class DatabaseInUseTest {
    @RegisterExtension
    static final OneInstance INSTANCE = new OneInstance();

    @Test
    void the_broker_is_not_switched_with_no_wait_while_others_use_the_database() throws SQLException {
        try (Connection sa =
                DriverManager.getConnection(INSTANCE.instance().jdbcUrl(), "sa", InstanceProcess.PASSWORD)) {
            execute(sa, "ALTER DATABASE Work SET DISABLE_BROKER WITH NO_WAIT");
            try (Connection other = INSTANCE.connect()) {
                assertEquals("Work", value(other, "SELECT DB_NAME()"));
                SQLException refused = assertThrows(
                        SQLException.class, () -> execute(sa, "ALTER DATABASE Work SET ENABLE_BROKER WITH NO_WAIT"));
                assertEquals(5070, refused.getErrorCode(), refused.getMessage());
                assertEquals("0", broker(sa));
                execute(sa, "ALTER DATABASE Work SET TRUSTWORTHY ON WITH NO_WAIT");
            }
            await().until(() ->
                    "0".equals(value(sa, "SELECT COUNT(*) FROM sys.sysprocesses WHERE dbid = DB_ID(N'Work')")));
            execute(sa, "ALTER DATABASE Work SET ENABLE_BROKER WITH NO_WAIT");
            assertEquals("1", broker(sa));
        }
    }

    private static String broker(Connection connection) throws SQLException {
        return value(connection, "SELECT is_broker_enabled FROM sys.databases WHERE name = N'Work'");
    }
}
