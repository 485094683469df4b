package dev.colloquy.target.hygiene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.broker.hygiene.Hygiene;
import dev.colloquy.broker.hygiene.HygieneReport;
import dev.colloquy.broker.hygiene.LeakPolicy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The target's leaked conversations: each is made, found, explained and, where policy allows, ended. */
class TargetHygieneTest {
    private static final String TWO_DAYS_LATER =
            "UPDATE dbo.hygiene_suspect SET seen_since = DATEADD(day, -2, seen_since);";

    @RegisterExtension
    static final TargetInstance INSTANCE = new TargetInstance();

    private static HygieneReport report(LeakPolicy policy) throws Exception {
        OneTransaction database = new OneTransaction(INSTANCE.runTime());
        Hygiene hygiene =
                new Hygiene(new TestHygiene(policy), database.dataSource(), database, new SimpleMeterRegistry());
        assertTrue(hygiene.runNow());
        HygieneReport report = hygiene.report();
        assertTrue(report.whole());
        return report;
    }

    private static List<String> run(LeakPolicy policy) throws Exception {
        return report(policy).findings().stream()
                .map(finding -> finding.kind() + " " + finding.reason() + " " + finding.state() + " "
                        + finding.conversationHandle().toString().toUpperCase(Locale.ROOT) + " " + finding.action())
                .toList();
    }

    private static List<String> found(String what, String handle, String action) {
        return List.of(what + " " + handle + " " + action);
    }

    private static String message() throws SQLException {
        return INSTANCE.value("WAITFOR (RECEIVE TOP (1) CAST(message_body AS nvarchar(max)) FROM dbo.InitiatorQueue),"
                + " TIMEOUT 20000;");
    }

    @Test
    void a_conversation_whose_end_was_received_by_somebody_else_is_closed() throws Exception {
        String handle = INSTANCE.ask();
        INSTANCE.execute("END CONVERSATION ?;", INSTANCE.initiatorOf(handle));
        INSTANCE.receiveByHand();

        assertEquals(found("HALF_CLOSED END_NOT_NOTICED DI", handle, "ENDED"), run(LeakPolicy.END));
        assertEquals(List.of("CD"), INSTANCE.endpoint(handle));
    }

    @Test
    void a_conversation_whose_error_was_received_by_somebody_else_is_closed() throws Exception {
        String handle = INSTANCE.ask();
        INSTANCE.execute("END CONVERSATION ? WITH ERROR = 7 DESCRIPTION = N'no';", INSTANCE.initiatorOf(handle));
        INSTANCE.receiveByHand();

        assertEquals(found("HALF_CLOSED ERROR_NOT_NOTICED ER", handle, "ENDED"), run(LeakPolicy.END));
        assertEquals(List.of("CD"), INSTANCE.endpoint(handle));
    }

    @Test
    void an_end_that_is_not_acknowledged_is_cleaned_up_only_if_policy_says_cleanup() throws Exception {
        String handle = INSTANCE.ask();
        INSTANCE.receiveByHand();
        INSTANCE.execute("ALTER QUEUE dbo.InitiatorQueue WITH STATUS = OFF;");
        try {
            INSTANCE.execute("END CONVERSATION ?;", handle);
            assertEquals(List.of(), run(LeakPolicy.CLEANUP));
            INSTANCE.execute(TWO_DAYS_LATER);

            assertEquals(found("HALF_CLOSED END_NOT_ACKNOWLEDGED DO", handle, "REPORTED"), run(LeakPolicy.END));
            assertEquals(List.of("DO"), INSTANCE.endpoint(handle));
            assertEquals(found("HALF_CLOSED END_NOT_ACKNOWLEDGED DO", handle, "CLEANED_UP"), run(LeakPolicy.CLEANUP));
            assertEquals(List.of(), INSTANCE.endpoint(handle));
        } finally {
            INSTANCE.execute("ALTER QUEUE dbo.InitiatorQueue WITH STATUS = ON;");
        }
    }

    @Test
    void a_conversation_to_which_nothing_happens_is_ended_after_a_day_and_not_before() throws Exception {
        String handle = INSTANCE.ask();
        INSTANCE.receiveByHand();

        assertEquals(List.of(), run(LeakPolicy.END));
        INSTANCE.execute(TWO_DAYS_LATER);
        assertEquals(found("ORPHANED NOTHING_WAITS CO", handle, "REPORTED"), run(LeakPolicy.REPORT));
        assertEquals(List.of("CO"), INSTANCE.endpoint(handle));
        assertEquals(found("ORPHANED NOTHING_WAITS CO", handle, "ENDED"), run(LeakPolicy.END));

        String error = message();
        assertTrue(error.contains("<Code>50211</Code>"), error);
    }

    @Test
    void a_dialog_that_is_kept_open_is_not_touched_while_it_speaks() throws Exception {
        String handle = INSTANCE.ask();
        INSTANCE.receiveByHand();
        run(LeakPolicy.END);
        INSTANCE.execute(TWO_DAYS_LATER);
        INSTANCE.execute("SEND ON CONVERSATION ? MESSAGE TYPE [//BothDB/2InstSample/ReplyMessage] (N'<r/>');", handle);

        assertEquals(List.of(), run(LeakPolicy.CLEANUP));
        assertEquals(List.of("CO"), INSTANCE.endpoint(handle));
    }

    @Test
    void what_waits_in_the_queue_is_not_touched_however_old_it_is() throws Exception {
        String waiting = INSTANCE.ask();
        String ended = INSTANCE.ask();
        INSTANCE.execute("END CONVERSATION ?;", INSTANCE.initiatorOf(ended));

        assertEquals(List.of(), run(LeakPolicy.CLEANUP));
        INSTANCE.execute(TWO_DAYS_LATER);
        assertEquals(List.of(), run(LeakPolicy.CLEANUP));

        assertEquals(List.of("CO"), INSTANCE.endpoint(waiting));
        assertEquals("3", INSTANCE.value("SELECT COUNT(*) FROM dbo.InstTargetQueue"));
    }

    @Test
    void a_reply_that_waits_to_be_sent_keeps_its_conversation() throws Exception {
        String handle = INSTANCE.ask();
        INSTANCE.receiveByHand();
        INSTANCE.execute("ALTER QUEUE dbo.InitiatorQueue WITH STATUS = OFF;");
        try {
            INSTANCE.execute(
                    "SEND ON CONVERSATION ? MESSAGE TYPE [//BothDB/2InstSample/ReplyMessage] (N'<r/>');", handle);
            run(LeakPolicy.END);
            INSTANCE.execute(TWO_DAYS_LATER);

            assertEquals(found("ORPHANED NOTHING_WAITS CO", handle, "HELD"), run(LeakPolicy.CLEANUP));
            assertEquals(List.of("CO"), INSTANCE.endpoint(handle));
        } finally {
            INSTANCE.execute("ALTER QUEUE dbo.InitiatorQueue WITH STATUS = ON;");
        }
        assertEquals("<r/>", message());
    }

    @Test
    void what_is_parked_or_to_be_tried_again_is_not_touched() throws Exception {
        String parked = INSTANCE.ask();
        INSTANCE.defer("PARKED", null);
        String retried = INSTANCE.ask();
        INSTANCE.defer("RETRY", "3600");
        INSTANCE.execute("UPDATE dbo.deferred_request SET last_failed_at = DATEADD(day, -9, last_failed_at);");

        run(LeakPolicy.CLEANUP);
        INSTANCE.execute(TWO_DAYS_LATER);
        assertEquals(List.of(), run(LeakPolicy.CLEANUP));

        assertEquals(List.of("CO"), INSTANCE.endpoint(parked));
        assertEquals(List.of("CO"), INSTANCE.endpoint(retried));
        assertEquals("2", INSTANCE.value("SELECT COUNT(*) FROM dbo.deferred_request"));
    }

    @Test
    void a_retry_whose_timer_does_not_fire_is_overdue() throws Exception {
        String handle = INSTANCE.ask();
        INSTANCE.defer("RETRY", "3600");
        INSTANCE.execute("UPDATE dbo.deferred_request SET due_at = DATEADD(hour, -2, due_at);");

        assertEquals(found("OVERDUE RETRY_OVERDUE RETRY", handle, "REPORTED"), run(LeakPolicy.REPORT));
        assertEquals(found("OVERDUE RETRY_OVERDUE RETRY", handle, "ENDED"), run(LeakPolicy.END));

        assertEquals("0", INSTANCE.value("SELECT COUNT(*) FROM dbo.deferred_request"));
        String error = message();
        assertTrue(error.contains("<Code>50207</Code>"), error);
    }

    @Test
    void what_is_deferred_without_a_conversation_is_dropped_unless_it_is_parked() throws Exception {
        String retried = INSTANCE.ask();
        INSTANCE.defer("RETRY", "3600");
        INSTANCE.execute("END CONVERSATION ? WITH CLEANUP;", retried);
        String parked = INSTANCE.ask();
        INSTANCE.defer("PARKED", null);
        INSTANCE.execute("END CONVERSATION ? WITH CLEANUP;", parked);

        assertEquals(
                List.of(
                        "ORPHANED REQUEST_STRANDED RETRY " + retried + " ENDED",
                        "ORPHANED REQUEST_STRANDED PARKED " + parked + " REPORTED"),
                run(LeakPolicy.CLEANUP));
        assertEquals(
                parked, INSTANCE.value("SELECT CAST(conversation_handle AS nvarchar(36)) FROM dbo.deferred_request"));
    }
}
