package dev.colloquy.benchmark.trips;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lines as mssql-jdbc 13.2.1 writes them through the services' log. */
class RoundTripsTest {
    private static String request(String thread, String context) {
        return "2026-01-01 10:00:00,000 FINEST [com.microsoft.sqlserver.jdbc.internals.TDS.Command] (" + thread
                + ") TDSCommand@1f2e3d (" + context + "): starting request...";
    }

    private static String statement(String thread, String text) {
        return "2026-01-01 10:00:00,000 FINE  [com.microsoft.sqlserver.jdbc.internals.SQLServerStatement] (" + thread
                + ") " + text;
    }

    private static String call(String thread, String procedure) {
        String sql = "EXEC dbo." + procedure + "  @P0 ,  @P1 ";
        return statement(thread, "sp_executesql SQL: " + sql + ": calling sp_execute: PreparedHandle:3, SQL:" + sql);
    }

    @Test
    void a_call_has_the_name_of_its_procedure_and_how_it_was_called() {
        assertEquals(
                Map.of("dbo.receive_requests (sp_execute)", 1),
                RoundTrips.count(List.of(
                        request("worker-1", "sp_executesql SQL: null executeXXX"),
                        call("worker-1", "receive_requests"))));
    }

    @Test
    void a_batch_is_one_request_under_the_names_of_what_it_carries() {
        assertEquals(
                Map.of("dbo.complete_conversation (sp_execute), dbo.finish_handling (sp_execute)", 1),
                RoundTrips.count(List.of(
                        request("worker-1", "sp_executesql SQL: null executeBatch"),
                        call("worker-1", "complete_conversation"),
                        call("worker-1", "complete_conversation"),
                        call("worker-1", "finish_handling"))));
    }

    @Test
    void a_commit_has_no_statement() {
        assertEquals(
                Map.of("Connection.commit", 2),
                RoundTrips.count(
                        List.of(request("worker-1", "Connection.commit"), request("worker-1", "Connection.commit"))));
    }

    @Test
    void threads_are_told_apart() {
        assertEquals(
                Map.of("dbo.a (sp_execute)", 1, "dbo.b (sp_execute)", 1),
                RoundTrips.count(List.of(
                        request("worker-1", "sp_executesql SQL: null executeXXX"),
                        request("worker-2", "sp_executesql SQL: null executeXXX"),
                        call("worker-2", "b"),
                        call("worker-1", "a"))));
    }

    @Test
    void text_that_is_no_call_is_shortened() {
        assertEquals(
                Map.of("SELECT 1 FROM a_rather_long_name_of_a_table_that_goes_on_and …", 1),
                RoundTrips.count(List.of(
                        request("worker-1", "SQLServerStatement:9 executeXXX"),
                        statement(
                                "worker-1",
                                "SQLServerStatement:9 Executing (not server cursor) "
                                        + "SELECT 1 FROM a_rather_long_name_of_a_table_that_goes_on_and_on"))));
    }

    @Test
    void other_lines_count_nothing() {
        assertEquals(
                Map.of(),
                RoundTrips.count(List.of(
                        "2026-01-01 10:00:00,000 INFO  [io.quarkus] (main) started",
                        call("worker-1", "of_a_request_before_the_log_was_opened"))));
    }
}
