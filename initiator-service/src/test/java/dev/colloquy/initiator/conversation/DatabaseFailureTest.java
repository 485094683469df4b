package dev.colloquy.initiator.conversation;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseFailureTest {
    @Test
    void what_will_pass_makes_the_instance_unavailable() {
        List<SQLException> passing = List.of(
                new SQLException("Sorry, acquisition timeout!"),
                new SQLException("The TCP/IP connection has failed", "08S01", 0),
                new SQLException("The connection is closed", "08006", 0),
                new SQLException("The query was canceled.", "HY008", 0),
                new SQLTimeoutException("The query has timed out.", "HYT00", 0),
                new SQLException("Login failed for user", "S0001", 18456),
                new SQLException("Cannot open database", "S0001", 4060),
                new SQLException("Could not find stored procedure", "S00062", 2812),
                new SQLException("deadlock victim", "40001", 1205));

        for (SQLException failure : passing) {
            assertInstanceOf(InstanceUnavailable.class, DatabaseFailure.of("begin", failure), failure.getMessage());
        }
    }

    @Test
    void everything_else_is_our_own_fault_and_keeps_its_cause() {
        List<SQLException> faults = List.of(
                new SQLException("permission denied", "S0005", 229),
                new SQLException("conflicted with the CHECK constraint", "23000", 547),
                new SQLException("The index 2 is out of range.", "07009", 0));

        for (SQLException failure : faults) {
            RuntimeException thrown = DatabaseFailure.of("begin", failure);
            assertInstanceOf(IllegalStateException.class, thrown, failure.getMessage());
            assertSame(failure, thrown.getCause());
        }
    }
}
