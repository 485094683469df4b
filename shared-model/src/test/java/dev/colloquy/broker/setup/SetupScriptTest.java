package dev.colloquy.broker.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.sqlserver.jdbc.SQLServerDataSource;
import dev.colloquy.contract.Side;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class SetupScriptTest {
    private static final DataSource NEVER_USED = new SQLServerDataSource();

    private static List<SetupStep> steps() throws SetupFailure {
        RunTimeLogin login = new RunTimeLogin("runtime", "Some-1-password", true);
        SetupPlan plan = new SetupPlan(
                Side.TARGET,
                "localhost",
                4022,
                Optional.of(login),
                Duration.ofDays(365),
                List.of("dev/colloquy/broker/setup/target"));
        return new InstanceSetup(NEVER_USED, plan).steps();
    }

    @Test
    void a_missing_script_is_named_when_it_is_looked_for() {
        IllegalStateException missing =
                assertThrows(IllegalStateException.class, () -> SetupScript.named("drop_everything"));

        assertEquals("the set-up script drop_everything.sql is missing", missing.getMessage());
    }

    @Test
    void every_step_says_which_permission_it_needs() throws SetupFailure {
        assertTrue(steps().stream().noneMatch(step -> step.needs().isEmpty()));
    }

    @Test
    void a_printed_step_holds_its_values() throws SetupFailure {
        for (SetupStep step : steps()) {
            assertFalse(step.sql().contains("= ?"), step.name());
        }
        assertTrue(steps().get(0).sql().contains("DECLARE @database sysname = N'InstTargetDB';"));
    }

    @Test
    void an_error_that_is_no_matter_of_permissions_comes_with_the_remedy() throws SetupFailure {
        SetupStep enableBroker = steps().get(1);

        SetupFailure failure = SetupErrors.of(enableBroker, new SQLException("in use", "S0001", 5061));

        assertEquals(
                "Set-up could not enable the broker of the database InstTargetDB. in use (error 5061) Remedy: end other"
                        + " sessions in the database, or ALTER DATABASE ... SET ENABLE_BROKER WITH ROLLBACK IMMEDIATE.",
                failure.getMessage());
    }

    @Test
    void bytes_and_quotes_are_printed_as_literals() {
        SetupScript script = SetupScript.named("create_peer_certificate");

        String sql = script.withValues(List.of(new byte[] {1, (byte) 0xAB}, "it's", "user", new byte[] {2}, 0));

        assertTrue(sql.contains("@thumbprint varbinary(32) = 0x01AB, @certificate sysname = N'it''s'"), sql);
    }
}
