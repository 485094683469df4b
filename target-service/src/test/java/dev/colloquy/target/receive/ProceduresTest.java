package dev.colloquy.target.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.target.Initiator;
import dev.colloquy.target.SqlScript;
import dev.colloquy.target.TargetDatabase;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The procedures as the run-time login may call them. */
class ProceduresTest {
    @RegisterExtension
    static final TargetDatabase DATABASE = new TargetDatabase();

    private Connection runTime;

    @BeforeEach
    void connect() throws SQLException {
        runTime = DriverManager.getConnection(
                TargetDatabase.url(DATABASE.port()), TargetDatabase.LOGIN, TargetDatabase.PASSWORD);
    }

    @AfterEach
    void disconnect() throws SQLException {
        runTime.close();
    }

    @Test
    void nothing_is_received_outside_a_transaction() throws SQLException {
        try (Connection connection = DATABASE.connect()) {
            new Initiator(connection).ask("not to be lost");

            SQLException refused = assertThrows(SQLException.class, this::receive);

            assertEquals(50001, refused.getErrorCode());
            assertEquals(List.of("1"), TargetDatabase.column(connection, "SELECT COUNT(*) FROM dbo.InstTargetQueue"));
            runTime.setAutoCommit(false);
            String handle = receive();
            complete(handle, null);
            runTime.commit();
        }
    }

    private String receive() throws SQLException {
        try (CallableStatement call = runTime.prepareCall("{call dbo.receive_requests (?, ?)}")) {
            call.setInt(1, 1);
            call.setInt(2, 20_000);
            try (ResultSet rows = call.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private void complete(String handle, String reply) throws SQLException {
        try (CallableStatement call = runTime.prepareCall("{call dbo.complete_conversation (?, ?, NULL, NULL)}")) {
            call.setString(1, handle);
            call.setNString(2, reply);
            call.execute();
        }
    }

    @Test
    void nothing_is_replied_outside_the_transaction_that_received() {
        SQLException refused = assertThrows(
                SQLException.class, () -> complete(UUID.randomUUID().toString(), "<ReplyMsg/>"));

        assertEquals(50002, refused.getErrorCode());
    }

    @Test
    void nothing_is_deferred_outside_the_transaction_that_received() {
        SQLException refused = assertThrows(
                SQLException.class,
                () -> SqlScript.execute(
                        runTime,
                        "DECLARE @h uniqueidentifier = NEWID();"
                                + " EXEC dbo.defer_request @h, 0, NULL, 'RETRY', 1, N'error', 1;"));

        assertEquals(50003, refused.getErrorCode());
    }

    @Test
    void a_conversation_that_is_gone_is_no_failure() throws SQLException {
        runTime.setAutoCommit(false);
        TargetDatabase.column(runTime, "SELECT name FROM sys.objects");

        complete(UUID.randomUUID().toString(), "<ReplyMsg/>");

        runTime.rollback();
    }

    @Test
    void the_run_time_login_reaches_queue_and_tables_through_procedures_only() {
        for (String batch : List.of(
                "RECEIVE * FROM dbo.InstTargetQueue",
                "SELECT * FROM dbo.InstTargetQueue",
                "SELECT * FROM dbo.deferred_request",
                "SELECT * FROM dbo.stock",
                "UPDATE dbo.stock SET quantity = 0")) {
            SQLException denied = assertThrows(SQLException.class, () -> SqlScript.execute(runTime, batch), batch);
            assertEquals(229, denied.getErrorCode(), batch);
        }
    }

    @Test
    void the_queue_is_not_disabled_by_rollbacks() throws SQLException {
        try (Connection connection = DATABASE.connect()) {
            assertEquals(
                    List.of("0"),
                    TargetDatabase.column(
                            connection,
                            "SELECT is_poison_message_handling_enabled FROM sys.service_queues"
                                    + " WHERE name = N'InstTargetQueue'"));
        }
    }
}
