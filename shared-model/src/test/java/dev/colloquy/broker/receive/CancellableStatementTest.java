package dev.colloquy.broker.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancellableStatementTest {
    private final CancellableStatement cancellable = new CancellableStatement();
    private final List<String> cancelled = new ArrayList<>();

    @Test
    void the_result_of_the_call_is_returned() throws SQLException {
        assertEquals(7, cancellable.runWait(statement("wait"), () -> 7));
        assertEquals("done", cancellable.run(statement("work"), () -> "done"));
    }

    @Test
    void cancelling_the_wait_cancels_a_wait_that_runs() throws SQLException {
        cancellable.runWait(statement("wait"), () -> {
            cancellable.cancelWait();
            return null;
        });

        assertEquals(List.of("wait"), cancelled);
    }

    @Test
    void cancelling_the_wait_lets_work_go_on() throws SQLException {
        cancellable.run(statement("work"), () -> {
            cancellable.cancelWait();
            return null;
        });
        assertEquals("more", cancellable.run(statement("work"), () -> "more"));

        assertEquals(List.of(), cancelled);
    }

    @Test
    void cancelling_everything_cancels_work_that_runs() throws SQLException {
        cancellable.run(statement("work"), () -> {
            cancellable.cancel();
            return null;
        });

        assertEquals(List.of("work"), cancelled);
    }

    @Test
    void a_statement_that_has_ended_is_not_cancelled() throws SQLException {
        cancellable.runWait(statement("wait"), () -> null);
        assertThrows(
                SQLException.class,
                () -> cancellable.run(statement("work"), () -> {
                    throw new SQLException("failed");
                }));

        cancellable.cancel();

        assertEquals(List.of(), cancelled);
    }

    @Test
    void after_a_cancel_no_wait_begins_and_the_failure_says_cancelled() {
        cancellable.cancelWait();

        SQLException refusal = assertThrows(
                SQLException.class, () -> cancellable.runWait(statement("wait"), () -> fail("has been executed")));
        assertTrue(cancellable.isCancelled(refusal));
    }

    @Test
    void after_a_cancel_of_everything_no_work_begins() {
        cancellable.cancel();

        SQLException refusal = assertThrows(
                SQLException.class, () -> cancellable.run(statement("work"), () -> fail("has been executed")));
        assertTrue(cancellable.isCancelled(refusal));
    }

    @Test
    void repeated_cancels_reach_the_statement_that_still_runs() throws SQLException {
        cancellable.runWait(statement("wait"), () -> {
            cancellable.cancelWait();
            cancellable.cancelWait();
            return null;
        });

        assertEquals(List.of("wait", "wait"), cancelled);
    }

    @Test
    void a_timeout_and_a_cancel_that_nobody_asked_for_are_failures() {
        SQLException foreign = new SQLException("The query was canceled.", "HY008");
        assertFalse(cancellable.isCancelled(foreign));

        cancellable.cancelWait();

        assertTrue(cancellable.isCancelled(foreign));
        assertFalse(cancellable.isCancelled(new SQLTimeoutException("The query has timed out.", "HY008")));
        assertFalse(cancellable.isCancelled(new SQLException("deadlock", "40001")));
    }

    @Test
    void a_driver_that_cannot_cancel_does_not_disturb_the_canceller() throws SQLException {
        Statement closed = statement(new SQLException("The statement is closed."));

        cancellable.runWait(closed, () -> {
            cancellable.cancelWait();
            return null;
        });

        assertEquals(List.of(), cancelled);
    }

    @Test
    void one_statement_runs_at_a_time() throws SQLException {
        IllegalStateException refusal = cancellable.run(
                statement("work"),
                () -> assertThrows(
                        IllegalStateException.class, () -> cancellable.run(statement("nested"), () -> null)));

        assertSame(IllegalStateException.class, refusal.getClass());
    }

    private Statement statement(String name) {
        return proxy(() -> cancelled.add(name));
    }

    private static Statement statement(SQLException onCancel) {
        return proxy(() -> {
            throw onCancel;
        });
    }

    private static Statement proxy(CancellableStatement.SqlCall<Boolean> onCancel) {
        return (Statement) Proxy.newProxyInstance(
                CancellableStatementTest.class.getClassLoader(),
                new Class<?>[] {Statement.class},
                (proxy, method, arguments) -> {
                    assertEquals("cancel", method.getName());
                    onCancel.call();
                    return null;
                });
    }
}
