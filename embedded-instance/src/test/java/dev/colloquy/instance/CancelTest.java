package dev.colloquy.instance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that lose patience, vanish or talk nonsense. */
@Tag("conformance")
class CancelTest {
    @RegisterExtension
    static final TwoInstances INSTANCES = new TwoInstances();

    @Test
    void a_cancelled_wait_leaves_the_connection_and_the_queue_usable() throws Exception {
        try (Connection target = INSTANCES.target();
                Statement waiting = target.createStatement()) {
            CompletableFuture<Void> result = CompletableFuture.runAsync(() -> {
                try {
                    waiting.executeQuery("WAITFOR (RECEIVE * FROM InstTargetQueue)");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            // A cancel that comes before the wait has begun does nothing.
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                waiting.cancel();
                return result.isDone();
            });

            ExecutionException failure = assertThrows(ExecutionException.class, () -> result.get(10, TimeUnit.SECONDS));
            assertEquals(
                    "The query was canceled.", failure.getCause().getCause().getMessage());
            assertEquals("1", Conversation.value(target, "SELECT 1"));
            try (Connection initiator = INSTANCES.initiator()) {
                Conversation.begin(initiator, "<r/>");
            }
            assertEquals(
                    "<r/>",
                    Conversation.receiveOne(target, "InstTargetQueue", 20_000)
                            .orElseThrow()
                            .body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WAITFOR (RECEIVE * FROM InstTargetQueue)",
                "WAITFOR DELAY '00:01:00'",
                "WHILE 1 = 1 DECLARE @x int = 1",
                "SELECT COUNT(*) FROM sys.all_objects a, sys.all_objects b, sys.all_objects c, sys.all_objects d,"
                        + " sys.all_objects e, sys.all_objects f"
            })
    void a_query_timeout_interrupts_and_the_connection_goes_on(String endless) throws SQLException {
        try (Connection target = INSTANCES.target();
                Statement statement = target.createStatement()) {
            statement.setQueryTimeout(1);
            assertThrows(SQLTimeoutException.class, () -> statement.execute(endless));
            assertEquals("1", Conversation.value(target, "SELECT 1"));
        }
    }

    @Test
    void a_client_that_vanishes_in_a_transaction_frees_what_it_received() throws SQLException {
        try (Connection initiator = INSTANCES.initiator()) {
            Conversation.begin(initiator, "<r>held</r>");
        }
        Connection vanishing = INSTANCES.target();
        vanishing.setAutoCommit(false);
        assertEquals(
                "<r>held</r>",
                Conversation.receiveOne(vanishing, "InstTargetQueue", 20_000)
                        .orElseThrow()
                        .body());
        vanishing.abort(Runnable::run);

        try (Connection target = INSTANCES.target()) {
            assertEquals(
                    "<r>held</r>",
                    Conversation.receiveOne(target, "InstTargetQueue", 20_000)
                            .orElseThrow()
                            .body());
        }
    }

    @Test
    void rubbish_on_the_tds_port_harms_nobody() throws Exception {
        Random random = new Random(20_240_229);
        try (Connection target = INSTANCES.target()) {
            for (int i = 0; i < 50; i++) {
                byte[] rubbish = new byte[1 + random.nextInt(5_000)];
                random.nextBytes(rubbish);
                try (Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        INSTANCES.targetInstance().port())) {
                    OutputStream out = socket.getOutputStream();
                    out.write(rubbish);
                    out.flush();
                    socket.shutdownOutput();
                    socket.setSoTimeout(20_000);
                    drain(socket);
                }
            }
            assertEquals("1", Conversation.value(target, "SELECT 1"));
        }
        try (Connection another = INSTANCES.target()) {
            assertTrue(another.isValid(5));
        }
    }

    private static void drain(Socket socket) {
        byte[] buffer = new byte[1_024];
        try {
            while (socket.getInputStream().read(buffer) >= 0) {
                continue;
            }
        } catch (java.net.SocketException e) {
            assertTrue(e.getMessage().contains("reset"), e.getMessage());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
