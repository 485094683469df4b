package dev.colloquy.instance.tds.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.ResultColumn;
import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.tds.packet.Wire;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlInfo;
import dev.colloquy.instance.types.SqlType;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ResponseWriterTest {
    private static final String EMPTY_DONE = "FD 00 00 00 00 00 00 00 00 00 00 00 00";
    private static final String ROW_OF_1 = "81 01 00 | 00 00 00 00 09 00 26 04 01 61 00 | D1 04 01 00 00 00 |";

    private final Wire.Sink sink = new Wire.Sink(Integer.MAX_VALUE);
    private final PacketWriter out = new PacketWriter(sink);
    private final ResponseWriter response = new ResponseWriter(out, new TokenWriter(out, "S", false));

    private void assertResponse(String hex, Consumer<ResponseWriter> writing) {
        response.begin();
        writing.accept(response);
        response.end();
        assertEquals(Wire.plain(hex), Wire.hex(sink.payload()));
    }

    private static void selectOne(ResponseWriter response) {
        response.columns(List.of(ResultColumn.of("a", SqlType.INT)));
        response.row(new Object[] {1});
        response.done(Command.SELECT, true, 1, false);
    }

    @Test
    void empty_batch_ends_with_one_done() {
        assertResponse(EMPTY_DONE, response -> {});
    }

    @Test
    void one_result_set() {
        assertResponse(ROW_OF_1 + "FD 10 00 C1 00 01 00 00 00 00 00 00 00", ResponseWriterTest::selectOne);
    }

    @Test
    void every_done_but_the_last_announces_more() {
        assertResponse("FD 11 00 C3 00 01 00 00 00 00 00 00 00 | FD 10 00 C5 00 02 00 00 00 00 00 00 00", response -> {
            response.done(Command.INSERT, true, 1, false);
            response.done(Command.UPDATE, true, 2, false);
        });
    }

    @Test
    void token_behind_the_last_done_is_followed_by_another() {
        assertResponse(
                "FD 11 00 C3 00 01 00 00 00 00 00 00 00"
                        + "AB 12 00 00 00 00 00 01 00 01 00 78 00 01 53 00 00 01 00 00 00" + EMPTY_DONE,
                response -> {
                    response.done(Command.INSERT, true, 1, false);
                    response.info(SqlInfo.print("x", 1));
                });
    }

    @Test
    void failed_statement_has_the_error_bit() {
        assertResponse(
                "AA 12 00 66 00 00 00 01 10 01 00 78 00 01 53 00 00 01 00 00 00 | FD 02 00 C3 00 00 00 00 00 00 00 00 00",
                response -> {
                    response.error(new SqlError(102, "x"));
                    response.done(Command.INSERT, false, 0, true);
                });
    }

    @Test
    void prepexec_is_answered_with_status_then_handle_then_doneproc() {
        assertResponse("""
                FF 11 00 C5 00 03 00 00 00 00 00 00 00 | 79 00 00 00 00 |
                AC 00 00 00 01 00 00 00 00 00 00 26 04 04 65 00 00 00 | FE 00 00 E0 00 00 00 00 00 00 00 00 00
                """, response -> {
            response.beginCall();
            response.done(Command.UPDATE, true, 3, false);
            response.returnStatus(0);
            response.returnValue(0, "", SqlType.INT, 101);
            response.endCall(true);
        });
    }

    @Test
    void calls_of_one_message_each_end_with_doneproc() {
        assertResponse("""
                FF 11 00 C3 00 01 00 00 00 00 00 00 00 | 79 00 00 00 00 | FE 81 00 E0 00 00 00 00 00 00 00 00 00
                FF 11 00 C3 00 01 00 00 00 00 00 00 00 | 79 00 00 00 00 | FE 00 00 E0 00 00 00 00 00 00 00 00 00
                """, response -> {
            for (int i = 0; i < 2; i++) {
                response.beginCall();
                response.done(Command.INSERT, true, 1, false);
                response.returnStatus(0);
                response.endCall(i == 1);
            }
        });
    }

    @Test
    void call_that_never_returns_a_status_gets_one() {
        assertResponse(
                "AA 12 00 66 00 00 00 01 10 01 00 78 00 01 53 00 00 01 00 00 00 | 79 FA FF FF FF |"
                        + "FE 02 00 E0 00 00 00 00 00 00 00 00 00",
                response -> {
                    response.beginCall();
                    response.error(new SqlError(102, "x"));
                    response.endCall(true);
                });
    }

    @Test
    void procedure_in_a_batch_ends_with_status_and_doneproc() {
        assertResponse(
                "FF 11 00 C3 00 01 00 00 00 00 00 00 00 | 79 05 00 00 00 | FE 00 00 E0 00 00 00 00 00 00 00 00 00",
                response -> {
                    response.enterProcedure();
                    response.enterProcedure();
                    response.done(Command.INSERT, true, 1, false);
                    response.leaveProcedure(4);
                    response.leaveProcedure(5);
                    response.done(Command.EXECUTE, false, 0, false);
                });
    }

    @Test
    void procedure_in_a_call_has_no_status_of_its_own() {
        assertResponse(
                "FF 11 00 C3 00 01 00 00 00 00 00 00 00 | 79 00 00 00 00 | FE 00 00 E0 00 00 00 00 00 00 00 00 00",
                response -> {
                    response.beginCall();
                    response.enterProcedure();
                    response.done(Command.INSERT, true, 1, false);
                    response.leaveProcedure(5);
                    response.returnStatus(0);
                    response.endCall(true);
                });
    }

    @Test
    void under_nocount_changes_inside_procedures_are_silent() {
        assertResponse("79 00 00 00 00 | FE 00 00 E0 00 00 00 00 00 00 00 00 00", response -> {
            response.beginCall();
            response.done(Command.INSERT, false, 1, false);
            response.returnStatus(0);
            response.endCall(true);
        });
    }

    @Test
    void reset_and_database_change_come_before_the_rest() {
        response.begin();
        response.connectionReset();
        response.databaseChanged("d", "m");
        response.end();
        assertTrue(Wire.hex(sink.payload())
                .startsWith(Wire.plain("E3 03 00 12 00 00 | E3 07 00 01 01 64 00 01 6D 00 | AB")));
        assertTrue(Wire.hex(sink.payload()).endsWith(Wire.plain(EMPTY_DONE)));
    }

    @Test
    void cancelled_response_is_cut_behind_a_token_and_the_attention_answered_by_second_message() {
        response.begin();
        response.columns(List.of(ResultColumn.of("a", SqlType.INT)));
        response.row(new Object[] {1});
        response.endCancelled();
        response.acknowledgeAttention();

        assertTrue(Wire.hex(sink.all())
                .endsWith(Wire.plain("FD 02 00 00 00 00 00 00 00 00 00 00 00"
                        + "04 01 00 15 00 00 01 00 | FD 20 00 00 00 00 00 00 00 00 00 00 00")));
    }

    @Test
    void value_that_cannot_be_encoded_leaves_no_trace_of_its_row() {
        response.begin();
        response.columns(List.of(ResultColumn.of("a", SqlType.INT), ResultColumn.of("b", SqlType.decimal(3, 1))));
        long before = out.position();
        SqlError error = assertThrows(SqlError.class, () -> response.row(new Object[] {1, new BigDecimal("1000.0")}));
        assertEquals(8115, error.number());
        assertEquals(before, out.position());
        assertThrows(ClassCastException.class, () -> response.row(new Object[] {"no int", null}));
        assertEquals(before, out.position());
    }

    @Test
    void cancel_while_the_client_does_not_read_ends_the_request_between_tokens() {
        sink.setCapacity(50_000);
        response.begin();
        response.columns(List.of(ResultColumn.of("a", SqlType.nvarchar(SqlType.MAX))));
        assertThrows(CancellationException.class, () -> {
            for (int i = 0; i < 1000; i++) {
                response.row(new Object[] {"x".repeat(10_000)});
            }
        });
        sink.setCapacity(Integer.MAX_VALUE);
        response.endCancelled();
        int header = Wire.plain("81 01 00 | 00000000 0900 E7 FFFF 0904D00034 01 6100")
                        .length()
                / 2;
        int row = 1 + 8 + 4 + 20_000 + 4;
        assertEquals(0, (sink.payload().length - header - 13) % row);
    }

    @Test
    void severity20_is_fatal() {
        response.begin();
        response.error(new SqlError(1, 19, 1, "x"));
        assertFalse(response.isFatal());
        response.error(new SqlError(1, 20, 1, "x"));
        assertTrue(response.isFatal());
    }
}
