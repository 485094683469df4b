package dev.colloquy.instance.tds.token;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colloquy.instance.engine.ResultColumn;
import dev.colloquy.instance.tds.packet.PacketWriter;
import dev.colloquy.instance.tds.packet.Wire;
import dev.colloquy.instance.tds.type.ValueEncoder;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlInfo;
import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TokenWriterTest {

    private static void assertToken(String hex, Consumer<TokenWriter> writing) {
        assertEquals(Wire.plain(hex), Wire.payload(out -> writing.accept(new TokenWriter(out, "PROBE", false))));
    }

    @Test
    void database_change() {
        assertToken(
                "E3 19 00 01 05 61 00 70 00 70 00 64 00 62 00 06 6D 00 61 00 73 00 74 00 65 00 72 00",
                tokens -> tokens.databaseChanged("appdb", "master"));
    }

    @Test
    void collation_change() {
        assertToken("E3 08 00 07 05 09 04 D0 00 34 00", TokenWriter::collationChanged);
    }

    @Test
    void packet_size_change() {
        assertToken(
                "E3 13 00 04 04 38 00 30 00 30 00 30 00 04 34 00 30 00 39 00 36 00",
                tokens -> tokens.packetSizeChanged(8000, 4096));
    }

    @Test
    void info() {
        assertToken(
                "AB 1A 00 45 16 00 00 02 00 01 00 78 00 05 50 00 52 00 4F 00 42 00 45 00 00 01 00 00 00",
                tokens -> tokens.info(new SqlInfo(5701, 2, 0, "x", 1)));
    }

    @Test
    void error_with_procedure_and_line() {
        assertToken(
                "AA 1C 00 50 C3 00 00 01 10 01 00 78 00 05 50 00 52 00 4F 00 42 00 45 00 01 70 00 07 00 00 00",
                tokens -> tokens.error(new SqlError(50000, "x").at(7, "p")));
    }

    @Test
    void error_and_done_of_old_clients_are_shorter() {
        String hex = Wire.payload(out -> {
            TokenWriter tokens = new TokenWriter(out, "", true);
            tokens.error(new SqlError(1, 14, 1, "x"));
            tokens.done(TokenWriter.DONE, TokenWriter.DONE_ERROR, 0, 0);
        });
        assertEquals(
                Wire.plain("AA 0E 00 01 00 00 00 01 0E 01 00 78 00 00 00 01 00 | FD 02 00 00 00 00 00 00 00"), hex);
    }

    @Test
    void login_acknowledgement() {
        assertToken("""
                AD 32 00 01 74 00 00 04 14 4D 00 69 00 63 00 72 00 6F 00 73 00 6F 00 66 00 74 00 20 00 53 00 51 00
                4C 00 20 00 53 00 65 00 72 00 76 00 65 00 72 00 10 00 10 04
                """, tokens -> tokens.loginAcknowledged(TdsVersion.TDS_7_4));
    }

    @Test
    void transactions() {
        assertToken("E3 0B 00 08 08 01 00 00 00 01 00 00 00 00", tokens -> tokens.transactionBegan(0x1_0000_0001L));
        assertToken("E3 0B 00 09 00 08 01 00 00 00 01 00 00 00", tokens -> tokens.transactionCommitted(0x1_0000_0001L));
        assertToken(
                "E3 0B 00 0A 00 08 01 00 00 00 01 00 00 00", tokens -> tokens.transactionRolledBack(0x1_0000_0001L));
    }

    @Test
    void connection_reset() {
        assertToken("E3 03 00 12 00 00", TokenWriter::connectionReset);
    }

    @Test
    void columns_and_row() {
        assertToken("81 01 00 | 00 00 00 00 09 00 26 04 01 61 00 | D1 04 01 00 00 00", tokens -> {
            ValueEncoder[] encoders = {ValueEncoder.of(SqlType.INT)};
            tokens.columns(List.of(ResultColumn.of("a", SqlType.INT)), encoders);
            tokens.row(encoders, new Object[] {1});
        });
    }

    @Test
    void identity_column_that_is_not_null() {
        assertToken(
                "81 01 00 | 00 00 00 00 18 00 26 08 00",
                tokens -> tokens.columns(
                        List.of(new ResultColumn("", SqlType.BIGINT, false, true)),
                        new ValueEncoder[] {ValueEncoder.of(SqlType.BIGINT)}));
    }

    @Test
    void return_value_of_a_handle() {
        assertToken(
                "AC 00 00 00 01 00 00 00 00 00 00 26 04 04 65 00 00 00",
                tokens -> tokens.returnValue(0, "", SqlType.INT, 101));
    }

    @Test
    void prelogin_reply_has_the_form_that_all_clients_take() {
        Wire.Sink sink = new Wire.Sink(Integer.MAX_VALUE);
        Prelogin.writeReply(new PacketWriter(sink), Prelogin.ENCRYPT_NOT_SUPPORTED);
        assertEquals(Wire.plain("""
                        04 01 00 2B 00 00 01 00 | 00 001A 0006 | 01 0020 0001 | 02 0021 0001 | 03 0022 0000
                        04 0022 0001 | FF | 10 00 10 04 00 00 | 02 | 00 | 00"""), Wire.hex(sink.all()));
    }
}
