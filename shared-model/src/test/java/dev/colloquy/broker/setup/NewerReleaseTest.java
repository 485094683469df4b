package dev.colloquy.broker.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.contract.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** While a release is rolled out, replicas of the one before start beside the new ones. */
class NewerReleaseTest {
    private static final Release OLDER = new Release(4, 0);
    private static final Release NEWER = new Release(5, 3);

    private SetupInstance initiator;

    @BeforeEach
    void start() throws Exception {
        initiator = SetupInstance.of(Side.INITIATOR);
    }

    @AfterEach
    void close() {
        initiator.close();
    }

    private InstanceSetup older() {
        return initiator.setup(OLDER, "initiator");
    }

    private InstanceSetup newer() {
        return initiator.setup(NEWER, "newer");
    }

    private List<String> notes() throws SQLException {
        return initiator.rows("InstInitiatorDB", "EXEC dbo.count_notes");
    }

    @Test
    void a_newer_release_replaces_the_procedures_of_an_older_one() throws Exception {
        older().prepare();
        assertEquals(List.of("0"), notes());

        newer().prepare();

        assertEquals(List.of("42"), notes());
    }

    @Test
    void an_older_replica_that_restarts_leaves_the_procedures_of_a_newer_release_alone() throws Exception {
        older().prepare();
        newer().prepare();

        older().prepare();

        assertEquals(List.of("42"), notes());
        assertEquals(
                List.of("5 | 3"),
                initiator.rows("InstInitiatorDB", "SELECT number, compatible_from FROM dbo.schema_release"));
    }

    @Test
    void an_older_replica_that_was_never_there_leaves_them_alone_too() throws Exception {
        newer().prepare();

        older().prepare();

        assertEquals(List.of("42"), notes());
    }

    @Test
    void an_older_replica_says_once_that_the_database_is_newer() throws Exception {
        InstanceSetup older = older();
        newer().prepare();

        try (LoggedLines lines = LoggedLines.of(InstanceSetup.class)) {
            older.prepare();
            older.prepare();

            assertEquals(1, lines.all().size(), lines.all().toString());
            assertTrue(
                    lines.all()
                            .get(0)
                            .endsWith("database InstInitiatorDB stays as release 5 has migrated it;"
                                    + " this is release 4"),
                    lines.all().get(0));
        }
    }

    @Test
    void a_replica_that_is_too_old_for_the_database_is_refused() throws Exception {
        newer().prepare();

        SetupFailure failure = assertThrows(
                SetupFailure.class,
                () -> initiator.setup(new Release(2, 0), "initiator").prepare());

        assertEquals(
                "Set-up could not migrate the database. Release 5 has migrated the database, and this is release 2,"
                        + " which cannot work with it. Deploy release 3 or a newer one.",
                failure.getMessage());
        assertEquals(List.of("42"), notes());
    }

    @Test
    void a_script_that_an_older_release_has_printed_is_refused() throws Exception {
        initiator.setup(new Release(Release.own().number() + 1, 0), "newer").prepare();
        String script = new SetupPrinter(initiator.plan()).print(SetupPrinter.whole(), Optional.empty());

        try (Connection connection = initiator.connect("master")) {
            SQLException refused = assertThrows(
                    SQLException.class,
                    () -> new Sqlcmd().with("MasterKeyPassword", "Master-key-1").run(connection, script));

            assertEquals(
                    "A newer release has migrated this database. Have that one print the script.",
                    refused.getMessage());
        }
        assertEquals(List.of("42"), notes());
    }
}
