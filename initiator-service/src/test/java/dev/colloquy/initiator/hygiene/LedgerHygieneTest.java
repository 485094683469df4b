package dev.colloquy.initiator.hygiene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.broker.hygiene.Hygiene;
import dev.colloquy.broker.hygiene.HygieneConfig;
import dev.colloquy.broker.hygiene.HygieneReport;
import dev.colloquy.broker.hygiene.LeakKind;
import dev.colloquy.broker.hygiene.LeakPolicy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The initiator's leaked conversations: each is made, found, explained and, where policy allows, ended. */
class LedgerHygieneTest {
    private static final TestHygiene END = TestHygiene.allowing(LeakPolicy.END);

    @RegisterExtension
    static final InitiatorInstance INSTANCE = new InitiatorInstance();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private Hygiene hygiene(HygieneConfig config) {
        return new Hygiene(config, INSTANCE.runTime(), new LedgerHygiene(), meters);
    }

    private HygieneReport run(HygieneConfig config) throws Exception {
        Hygiene hygiene = hygiene(config);
        assertTrue(hygiene.runNow());
        return hygiene.report();
    }

    private static List<String> texts(HygieneReport report) {
        return report.findings().stream()
                .map(finding -> finding.kind() + " " + finding.reason() + " " + finding.state() + " "
                        + finding.conversationHandle().toString().toUpperCase(Locale.ROOT) + " "
                        + finding.action())
                .toList();
    }

    private static List<String> found(String what, String handle, String action) {
        return List.of(what + " " + handle + " " + action);
    }

    @Test
    void an_endpoint_that_the_ledger_does_not_know_is_ended_with_an_error() throws Exception {
        String handle = INSTANCE.beginByHand();

        HygieneReport report = run(END);

        assertEquals(found("ORPHANED NOT_IN_LEDGER CO", handle, "ENDED"), texts(report));
        assertTrue(report.whole());
        assertEquals(1, report.counts().get(LeakKind.ORPHANED));
        assertEquals(List.of(), INSTANCE.endpoint(handle));
        assertEquals("ER", INSTANCE.value("SELECT state FROM sys.conversation_endpoints WHERE state <> 'CD'"));
        String error = INSTANCE.value("WAITFOR (RECEIVE TOP (1) CAST(message_body AS nvarchar(max))"
                + " FROM dbo.InstTargetQueue), TIMEOUT 20000;");
        assertTrue(error.contains("<Code>50208</Code>"), error);
        assertEquals(
                1,
                meters.get("colloquy.hygiene.ended")
                        .tag("kind", "orphaned")
                        .counter()
                        .count());
        assertEquals(
                1,
                meters.get("colloquy.hygiene.findings")
                        .tag("kind", "orphaned")
                        .gauge()
                        .value());
        assertEquals(0, run(END).findings().size());
    }

    @Test
    void a_row_whose_endpoint_is_gone_fails_with_an_error_of_its_own() throws Exception {
        String handle = INSTANCE.begin();
        INSTANCE.execute("END CONVERSATION ? WITH CLEANUP;", handle);

        HygieneReport report = run(END);

        assertEquals(found("ORPHANED ENDPOINT_GONE BEGUN", handle, "ENDED"), texts(report));
        assertEquals("FAILED 50210", INSTANCE.ledger(handle));
        assertEquals(
                report.findings().get(0).explanation(),
                INSTANCE.value("SELECT error_description FROM dbo.conversation"));
        assertEquals(
                INSTANCE.value("SELECT last_ending_position FROM dbo.feed"),
                INSTANCE.value("SELECT ending_position FROM dbo.conversation"));
    }

    @Test
    void a_conversation_whose_end_was_received_by_somebody_else_is_closed() throws Exception {
        String handle = INSTANCE.begin();
        INSTANCE.answer();
        INSTANCE.execute("RECEIVE * FROM dbo.InstInitiatorQueue;");

        assertEquals(found("HALF_CLOSED END_NOT_NOTICED DI", handle, "ENDED"), texts(run(END)));

        assertEquals(List.of(), INSTANCE.endpoint(handle));
        assertEquals("FAILED 50201", INSTANCE.ledger(handle));
    }

    @Test
    void one_that_has_its_reply_is_completed() throws Exception {
        String handle = INSTANCE.begin();
        INSTANCE.answer();
        INSTANCE.execute("RECEIVE * FROM dbo.InstInitiatorQueue;");
        INSTANCE.execute("UPDATE dbo.conversation SET state = 'REPLIED', reply = N'<ReplyMsg/>';");

        run(END);

        assertEquals("COMPLETED", INSTANCE.ledger(handle));
    }

    @Test
    void a_conversation_whose_error_was_received_by_somebody_else_is_closed() throws Exception {
        String handle = INSTANCE.begin();
        INSTANCE.execute("END CONVERSATION ? WITH ERROR = 7 DESCRIPTION = N'no';", INSTANCE.receive());
        INSTANCE.execute("RECEIVE * FROM dbo.InstInitiatorQueue;");

        assertEquals(found("HALF_CLOSED ERROR_NOT_NOTICED ER", handle, "ENDED"), texts(run(END)));

        assertEquals(List.of(), INSTANCE.endpoint(handle));
        assertEquals("FAILED 50202", INSTANCE.ledger(handle));
    }

    @Test
    void an_end_that_is_not_acknowledged_is_cleaned_up_only_if_policy_says_cleanup() throws Exception {
        String handle = INSTANCE.beginByHand();
        INSTANCE.receive();
        whileTargetTakesNothing(() -> {
            INSTANCE.execute("END CONVERSATION ?;", handle);
            run(END);
            INSTANCE.execute("UPDATE dbo.hygiene_suspect SET seen_since = DATEADD(day, -2, seen_since);");

            assertEquals(found("HALF_CLOSED END_NOT_ACKNOWLEDGED DO", handle, "REPORTED"), texts(run(END)));
            assertEquals(List.of("DO"), INSTANCE.endpoint(handle));

            TestHygiene cleanup = TestHygiene.allowing(LeakPolicy.CLEANUP);
            assertEquals(found("HALF_CLOSED END_NOT_ACKNOWLEDGED DO", handle, "CLEANED_UP"), texts(run(cleanup)));
            assertEquals(List.of(), INSTANCE.endpoint(handle));
        });
    }

    private interface Work {
        void run() throws Exception;
    }

    private static void whileTargetTakesNothing(Work work) throws Exception {
        INSTANCE.execute("ALTER QUEUE dbo.InstTargetQueue WITH STATUS = OFF;");
        try {
            work.run();
        } finally {
            INSTANCE.execute("ALTER QUEUE dbo.InstTargetQueue WITH STATUS = ON;");
        }
    }

    @Test
    void an_endpoint_whose_row_is_finished_is_ended() throws Exception {
        String handle = INSTANCE.begin();
        INSTANCE.execute("UPDATE dbo.conversation SET state = 'ENDED', ended_at = SYSUTCDATETIME();");

        assertEquals(found("ORPHANED CLOSED_IN_LEDGER CO", handle, "ENDED"), texts(run(END)));

        assertEquals(List.of(), INSTANCE.endpoint(handle));
        assertEquals("ENDED", INSTANCE.ledger(handle));
    }

    @Test
    void a_conversation_that_is_open_too_long_is_ended_only_if_policy_says_so() throws Exception {
        String handle = INSTANCE.begin();
        INSTANCE.execute("UPDATE dbo.conversation SET begun_at = DATEADD(day, -2, begun_at);");

        TestHygiene report = TestHygiene.allowing(LeakPolicy.REPORT);
        assertEquals(found("OVERDUE OPEN_TOO_LONG BEGUN", handle, "REPORTED"), texts(run(report)));
        assertEquals(List.of("CO"), INSTANCE.endpoint(handle));

        assertEquals(found("OVERDUE OPEN_TOO_LONG BEGUN", handle, "ENDED"), texts(run(END)));
        assertEquals(List.of(), INSTANCE.endpoint(handle));
        assertEquals("FAILED 50205", INSTANCE.ledger(handle));
    }

    @Test
    void a_conversation_beyond_its_lifetime_expires() throws Exception {
        String handle = INSTANCE.begin();
        INSTANCE.execute("UPDATE dbo.conversation SET expires_at = begun_at;");

        assertEquals(found("OVERDUE LIFETIME_OVER BEGUN", handle, "ENDED"), texts(run(END)));
        assertEquals("EXPIRED 50204", INSTANCE.ledger(handle));
    }

    @Test
    void normal_flight_is_not_touched_whatever_policy_allows() throws Exception {
        TestHygiene everything = TestHygiene.allowing(LeakPolicy.CLEANUP);
        String answered = INSTANCE.begin();
        INSTANCE.answer();
        String received = INSTANCE.begin();
        String target = INSTANCE.receive();
        whileTargetTakesNothing(() -> {
            String sent = INSTANCE.begin();

            assertEquals(List.of(), run(everything).findings());
            assertEquals(List.of(), run(everything).findings());

            assertEquals(List.of("CO"), INSTANCE.endpoint(sent));
            assertEquals("1", INSTANCE.value("SELECT COUNT(*) FROM sys.transmission_queue"));
        });
        assertEquals(List.of("DI"), INSTANCE.endpoint(answered));
        assertEquals("2", INSTANCE.value("SELECT COUNT(*) FROM dbo.InstInitiatorQueue"));
        INSTANCE.collect();
        assertEquals("COMPLETED", INSTANCE.ledger(answered));
        INSTANCE.execute("END CONVERSATION ?;", target);
        INSTANCE.collect();
        assertEquals("COMPLETED", INSTANCE.ledger(received));
    }

    @Test
    void what_waits_to_be_sent_or_to_be_collected_is_not_ended_however_old_it_is() throws Exception {
        INSTANCE.begin();
        INSTANCE.answer();
        whileTargetTakesNothing(() -> {
            String sent = INSTANCE.begin();
            String unknown = INSTANCE.beginByHand();
            INSTANCE.execute("UPDATE dbo.conversation SET begun_at = DATEADD(day, -2, begun_at);");

            assertEquals(
                    List.of(
                            "ORPHANED NOT_IN_LEDGER CO " + unknown + " HELD",
                            "OVERDUE OPEN_TOO_LONG BEGUN " + sent + " HELD"),
                    texts(run(TestHygiene.allowing(LeakPolicy.CLEANUP))));
            assertEquals(List.of("CO"), INSTANCE.endpoint(sent));
            assertEquals(List.of("CO"), INSTANCE.endpoint(unknown));
        });
    }

    @Test
    void what_a_collector_holds_right_now_is_not_ended() throws Exception {
        String handle = INSTANCE.begin();
        INSTANCE.answer();
        try (Connection collector = INSTANCE.administrator();
                Statement statement = collector.createStatement()) {
            collector.setAutoCommit(false);
            assertTrue(statement.execute("RECEIVE * FROM dbo.InstInitiatorQueue;"));
            assertEquals(List.of(), run(END).findings());
            collector.rollback();
        }
        INSTANCE.collect();
        assertEquals("COMPLETED", INSTANCE.ledger(handle));
    }

    @Test
    void what_looks_leaked_is_a_finding_only_after_the_grace() throws Exception {
        TestHygiene patient = END.withGrace(Duration.ofMinutes(5));
        String handle = INSTANCE.beginByHand();
        String row = INSTANCE.begin();
        INSTANCE.execute("END CONVERSATION ? WITH CLEANUP;", row);

        assertEquals(List.of(), run(patient).findings());

        INSTANCE.execute("UPDATE dbo.hygiene_suspect SET seen_since = DATEADD(minute, -6, seen_since);");
        INSTANCE.execute(
                "SEND ON CONVERSATION ? MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] (N'<r/>');", handle);
        assertEquals(List.of(), run(patient).findings());

        INSTANCE.execute("UPDATE dbo.hygiene_suspect SET seen_since = DATEADD(minute, -6, seen_since);");
        assertEquals(found("ORPHANED NOT_IN_LEDGER CO", handle, "ENDED"), texts(run(patient)));
        assertEquals("BEGUN", INSTANCE.ledger(row));
    }

    @Test
    void a_run_is_bounded_and_the_next_one_goes_on() throws Exception {
        for (int i = 0; i < 5; i++) {
            INSTANCE.beginByHand();
        }
        TestHygiene bounded = END.withPages(1, 4);

        HygieneReport first = run(bounded);
        int endpoints = Integer.parseInt(INSTANCE.value("SELECT COUNT(*) FROM sys.conversation_endpoints"));

        assertFalse(first.whole());
        assertTrue(first.findings().size() <= 4, first.toString());
        for (int i = 0; i < endpoints / 4 + 1; i++) {
            run(bounded);
        }
        assertEquals(
                "0",
                INSTANCE.value(
                        "SELECT COUNT(*) FROM sys.conversation_endpoints WHERE is_initiator = 1 AND state = 'CO'"));
    }

    @Test
    void one_replica_runs_at_a_time_and_takes_over_from_one_that_has_died() throws Exception {
        Hygiene one = hygiene(END);
        INSTANCE.execute("EXEC dbo.begin_hygiene 0, 120;");

        assertFalse(one.runNow());

        INSTANCE.execute("UPDATE dbo.hygiene_run SET active_at = DATEADD(second, -121, active_at);");
        assertTrue(one.runNow());
    }

    @Test
    void a_replica_that_comes_soon_after_another_has_nothing_to_do() throws SQLException {
        INSTANCE.execute("EXEC dbo.begin_hygiene 60, 120; UPDATE dbo.hygiene_run SET finished_at = SYSUTCDATETIME();");

        assertEquals("RECENT", INSTANCE.value("EXEC dbo.begin_hygiene 60, 120;"));
    }
}
