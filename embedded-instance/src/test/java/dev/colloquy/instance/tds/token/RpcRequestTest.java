package dev.colloquy.instance.tds.token;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.engine.ProcedureCall;
import dev.colloquy.instance.tds.packet.ProtocolViolation;
import dev.colloquy.instance.tds.packet.Wire;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RpcRequestTest {
    private static final String COLLATION = "09 04 D0 00 34 ";
    private static final String EXECUTE = "FFFF 0C00 0000 ";

    /** Type and value of the only argument of a call. */
    private static ProcedureCall.Argument argument(String typeAndValue) {
        ProcedureCall call = new RpcRequest(Wire.reader(EXECUTE + "00 00" + typeAndValue)).next();
        return call.arguments().get(0);
    }

    private static void assertArgument(SqlType type, Object value, String typeAndValue) {
        assertEquals(type, argument(typeAndValue).type());
        assertEquals(value, argument(typeAndValue).value());
    }

    @Test
    void numbers() {
        assertArgument(SqlType.TINYINT, 255, "26 01 01 FF");
        assertArgument(SqlType.SMALLINT, -2, "26 02 02 FEFF");
        assertArgument(SqlType.INT, 7, "26 04 04 07000000");
        assertArgument(SqlType.INT, 7, "38 07000000");
        assertArgument(SqlType.BIGINT, -1L, "26 08 08 FFFFFFFFFFFFFFFF");
        assertArgument(SqlType.BIT, true, "68 01 01 01");
        assertArgument(SqlType.REAL, 1.5f, "6D 04 04 0000C03F");
        assertArgument(SqlType.FLOAT, 1.5, "6D 08 08 000000000000F83F");
        assertArgument(SqlType.MONEY, new BigDecimal("-1.0000"), "6E 08 08 FFFFFFFF F0D8FFFF");
        assertArgument(SqlType.SMALLMONEY, new BigDecimal("1.0000"), "6E 04 04 10270000");
        assertArgument(SqlType.decimal(38, 2), new BigDecimal("-12.34"), "6A 11 26 02 03 00 D2 04");
        assertArgument(SqlType.decimal(38, 0), BigDecimal.ZERO, "6A 11 26 00 02 01 00");
        assertArgument(SqlType.numeric(5, 1), new BigDecimal("1.2"), "6C 05 05 01 05 01 0C000000");
    }

    @Test
    void texts() {
        assertArgument(SqlType.nvarchar(4000), "aé", "E7 401F " + COLLATION + "0400 6100 E900");
        assertArgument(SqlType.varchar(8000), "a€", "A7 401F " + COLLATION + "0200 61 80");
        assertArgument(SqlType.varchar(10), "é", "A7 0A00 0904D02400 0200 C3A9");
        assertArgument(SqlType.nchar(2), "ab", "EF 0400 " + COLLATION + "0400 6100 6200");
        assertArgument(SqlType.nvarchar(4000), "", "E7 401F " + COLLATION + "0000");
        assertArgument(
                SqlType.NVARCHAR_MAX,
                "ab",
                "E7 FFFF " + COLLATION + "FEFFFFFFFFFFFFFF 01000000 61 03000000 00 6200 00000000");
        assertArgument(SqlType.NVARCHAR_MAX, "", "E7 FFFF " + COLLATION + "0000000000000000 00000000");
        assertArgument(
                new SqlType(SqlKind.NTEXT, SqlType.MAX, 0, 0), "a", "63 FEFFFF7F " + COLLATION + "02000000 6100");
        assertArgument(new SqlType(SqlKind.TEXT, SqlType.MAX, 0, 0), "a", "23 FFFFFF7F " + COLLATION + "01000000 61");
        assertArgument(SqlType.varchar(5), "ab", "27 05 02 6162");
        assertArgument(SqlType.XML, "<a/>", "F1 00 0800000000000000 08000000 3C0061002F003E00 00000000");
    }

    @Test
    void binaries() {
        ProcedureCall.Argument argument = argument("A5 401F 0300 010203");
        assertEquals(SqlType.varbinary(8000), argument.type());
        assertArrayEquals(new byte[] {1, 2, 3}, (byte[]) argument.value());
        assertArrayEquals(new byte[] {1, 2}, (byte[])
                argument("A5 FFFF 0200000000000000 02000000 0102 00000000").value());
        assertArrayEquals(
                new byte[] {9}, (byte[]) argument("22 FFFFFF7F 01000000 09").value());
        assertArgument(
                SqlType.UNIQUEIDENTIFIER,
                UUID.fromString("00112233-4455-6677-8899-AABBCCDDEEFF"),
                "24 10 10 33221100 5544 7766 8899AABBCCDDEEFF");
    }

    @Test
    void dates_and_times() {
        assertArgument(SqlType.DATE, LocalDate.of(1, 1, 2), "28 03 010000");
        assertArgument(SqlType.time(7), LocalTime.of(0, 0, 1), "29 07 05 8096980000");
        assertArgument(SqlType.DATETIME2, LocalDateTime.of(1, 1, 1, 0, 0, 1), "2A 07 08 8096980000 000000");
        assertArgument(
                SqlType.datetimeoffset(0),
                OffsetDateTime.parse("0001-01-02T01:00:01+01:00"),
                "2B 00 08 010000 010000 3C00");
        assertArgument(SqlType.DATETIME, LocalDateTime.of(1970, 1, 1, 0, 0, 1), "6F 08 08 DF630000 2C010000");
        assertArgument(SqlType.SMALLDATETIME, LocalDateTime.of(1900, 1, 2, 0, 3), "6F 04 04 0100 0300");
    }

    @Test
    void nulls_of_every_form() {
        for (String hex : new String[] {
            "26 04 00",
            "6A 11 26 00 00",
            "6D 08 00",
            "68 01 00",
            "2A 07 00",
            "28 00",
            "6F 08 00",
            "24 00 00",
            "E7 401F" + COLLATION + "FFFF",
            "A5 401F FFFF",
            "62 00000000 00000000",
            "F1 00 FFFFFFFFFFFFFFFF",
            "E7 FFFF" + COLLATION + "FFFFFFFFFFFFFFFF",
            "23 FFFFFF7F" + COLLATION + "FFFFFFFF",
            "1F"
        }) {
            assertEquals(null, argument(hex).value(), hex);
        }
    }

    @Test
    void variants() {
        SqlType variant = SqlType.SQL_VARIANT;
        assertArgument(variant, SqlValue.of(SqlType.INT, 5), "62 491F0000 06000000 38 00 05000000");
        assertArgument(
                variant,
                SqlValue.of(SqlType.nvarchar(3), "abc"),
                "62 491F0000 0F000000 E7 07" + COLLATION + "0600 610062006300");
        assertArgument(
                variant,
                SqlValue.of(SqlType.decimal(5, 2), new BigDecimal("1.00")),
                "62 491F0000 09000000 6A 02 05 02 01 64000000");
        assertArgument(
                variant, SqlValue.of(SqlType.time(0), LocalTime.of(0, 0, 1)), "62 491F0000 06000000 29 01 00 010000");
    }

    @Test
    void several_calls_in_one_message() {
        RpcRequest calls = new RpcRequest(Wire.reader(EXECUTE + "00 00 26 04 04 01000000 | FF |"
                + "0100 6100 0000 02 4000 6200 01 26 04 00 | FF |" + "FFFF 0F00 0000"));
        ProcedureCall first = calls.next();
        assertEquals("sp_execute", first.name());
        ProcedureCall second = calls.next();
        assertEquals("a", second.name());
        assertEquals("@b", second.arguments().get(0).name());
        assertTrue(second.arguments().get(0).output());
        assertTrue(calls.hasNext());
        assertEquals("sp_unprepare", calls.next().name());
        assertFalse(calls.hasNext());
    }

    @Test
    void table_and_user_defined_types_are_refused_by_error8009() {
        for (String type : new String[] {"F3", "F0", "F4", "F5"}) {
            SqlError error = assertThrows(SqlError.class, () -> argument(type + " 00 00 00"));
            assertEquals(8009, error.number());
            assertTrue(error.getMessage().endsWith("Parameter 1 (\"\"): Data type 0x" + type + " is unknown."));
        }
    }

    @Test
    void impossible_types_and_values_are_refused() {
        for (String hex : new String[] {
            "26 03 00",
            "26 04 02 0000",
            "2A 08 00",
            "6A 11 00 00 00",
            "6A 11 05 06 00",
            "28 04 00000000",
            "E7 401F" + COLLATION + "0100 61",
            "6F 08 08 DF630000 00 87 8B 01",
            "29 00 03 FFFFFF",
            "A5 FFFF 0300000000000000 02000000 0102 00000000",
            "A5 FFFF 0000000000000010",
            "77 00",
            "62 491F0000 01000000 38"
        }) {
            assertThrows(ProtocolViolation.class, () -> argument(hex), hex);
        }
    }

    @Test
    void truncated_at_every_byte_only_the_connection_ends() {
        byte[] bytes = Wire.bytes(EXECUTE + "00 00 26 04 04 01000000 | 02 4000 6200 00 E7 401F" + COLLATION
                + "0400 6100 E900 | 00 00 6A 11 26 02 03 00 D204 | 00 00 A5 FFFF 0200000000000000 02000000 0102 00000000"
                + "00 00 62 491F0000 0F000000 E7 07" + COLLATION + "0600 610062006300");
        for (int length = 0; length < bytes.length; length++) {
            decode(Arrays.copyOf(bytes, length));
        }
        Random random = new Random(5);
        for (int i = 0; i < 50_000; i++) {
            byte[] changed = bytes.clone();
            for (int j = 0; j < 1 + i % 4; j++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            decode(changed);
        }
    }

    private static void decode(byte[] bytes) {
        try {
            RpcRequest calls = new RpcRequest(Wire.reader(bytes));
            while (calls.hasNext()) {
                assertFalse(calls.next().name() == null);
            }
        } catch (ProtocolViolation e) {
            assertFalse(e.getMessage().isEmpty());
        } catch (SqlError e) {
            assertEquals(8009, e.number());
        }
    }
}
