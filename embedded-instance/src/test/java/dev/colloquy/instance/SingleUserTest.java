package dev.colloquy.instance;

import static dev.colloquy.instance.Conversation.execute;
import static dev.colloquy.instance.Conversation.value;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** ALTER DATABASE … SET SINGLE_USER and MULTI_USER. */
@Tag("conformance")
@Timeout(60)
class SingleUserTest {
    private static final int CANNOT_OPEN_DATABASE = 4060;
    private static final int ONE_USER_AT_A_TIME = 924;
    private static final int IN_USE = 5070;

    @RegisterExtension
    static final OneInstance INSTANCE = new OneInstance();

    private Connection administrator;

    @BeforeEach
    void connect() throws SQLException {
        administrator = INSTANCE.connect();
    }

    @AfterEach
    void letEverybodyIn() throws SQLException {
        execute(administrator, "USE Work; ALTER DATABASE Work SET MULTI_USER");
        administrator.close();
    }

    @Test
    void others_are_ended_and_what_they_had_open_is_rolled_back() throws SQLException {
        execute(administrator, "CREATE TABLE dbo.note (text varchar(10))");
        try (Connection other = INSTANCE.connect()) {
            other.setAutoCommit(false);
            execute(other, "INSERT INTO dbo.note VALUES ('open')");
            execute(administrator, "ALTER DATABASE Work SET SINGLE_USER WITH ROLLBACK IMMEDIATE");

            assertEquals("0", value(administrator, "SELECT COUNT(*) FROM dbo.note"));
            assertThrows(SQLException.class, () -> execute(other, "INSERT INTO dbo.note VALUES ('late')"));
            assertTrue(other.isClosed());
        }
    }

    @Test
    void a_wait_of_another_is_ended() throws Exception {
        try (Connection other = INSTANCE.connect()) {
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                try {
                    execute(other, "WAITFOR DELAY '00:00:50'");
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            await().until(() -> "1"
                    .equals(value(
                            administrator,
                            "SELECT COUNT(*) FROM sys.dm_exec_sessions WHERE status = 'running' AND session_id <> @@SPID"
                                    + " AND database_id = DB_ID()")));
            execute(administrator, "ALTER DATABASE CURRENT SET SINGLE_USER WITH ROLLBACK IMMEDIATE");

            assertThrows(ExecutionException.class, () -> waiting.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void nobody_else_gets_in_until_the_one_has_left_or_all_may() throws SQLException {
        try (Connection other = INSTANCE.connect()) {
            execute(other, "USE master");
            execute(administrator, "ALTER DATABASE Work SET SINGLE_USER WITH ROLLBACK IMMEDIATE");
            assertEquals("SINGLE_USER", access());

            SQLException login = assertThrows(SQLException.class, INSTANCE::connect);
            assertEquals(CANNOT_OPEN_DATABASE, login.getErrorCode(), login.getMessage());
            SQLException use = assertThrows(SQLException.class, () -> execute(other, "USE Work"));
            assertEquals(ONE_USER_AT_A_TIME, use.getErrorCode(), use.getMessage());
            assertEquals("master", value(other, "SELECT DB_NAME()"));
            execute(administrator, "USE master");
            execute(other, "USE Work");
            assertThrows(SQLException.class, () -> execute(administrator, "USE Work"));
            execute(other, "ALTER DATABASE Work SET MULTI_USER");
        }
        assertEquals("MULTI_USER", access());
        INSTANCE.connect().close();
    }

    @Test
    void with_no_wait_it_is_refused_while_others_are_in_the_database() throws SQLException {
        try (Connection other = INSTANCE.connect()) {
            SQLException refused = assertThrows(
                    SQLException.class,
                    () -> execute(administrator, "ALTER DATABASE Work SET SINGLE_USER WITH NO_WAIT"));
            assertEquals(IN_USE, refused.getErrorCode(), refused.getMessage());
            assertEquals("Work", value(other, "SELECT DB_NAME()"));
        }
    }

    private String access() throws SQLException {
        return value(administrator, "SELECT user_access_desc FROM sys.databases WHERE name = N'Work'");
    }
}
