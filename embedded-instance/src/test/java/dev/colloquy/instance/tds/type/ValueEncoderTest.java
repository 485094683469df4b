package dev.colloquy.instance.tds.type;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.instance.tds.packet.MessageReader;
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
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ValueEncoderTest {
    private static final String COLLATION = "09 04 D0 00 34 ";

    private static void assertEncoded(String typeInfo, String value, SqlType type, Object object) {
        ValueEncoder encoder = ValueEncoder.of(type);
        assertEquals(Wire.plain(typeInfo), Wire.payload(encoder::writeTypeInfo), type.toString());
        assertEquals(Wire.plain(value), Wire.payload(out -> encoder.write(out, object)), type.toString());
    }

    /** What is written as a column can be read as a parameter. */
    private static void assertReadBack(SqlType type, Object object) {
        ValueEncoder encoder = ValueEncoder.of(type);
        MessageReader in = Wire.reader(Wire.payload(out -> {
            encoder.writeTypeInfo(out);
            encoder.write(out, object);
            encoder.write(out, null);
        }));
        ParameterType read = ParameterType.read(in);
        assertEquals(type, read.type());
        if (object instanceof byte[] bytes) {
            assertArrayEquals(bytes, (byte[]) read.readValue(in));
        } else {
            assertEquals(object, read.readValue(in));
        }
        assertNull(read.readValue(in));
        assertEquals(0, in.remaining());
    }

    @Test
    void numbers() {
        assertEncoded("68 01", "01 01", SqlType.BIT, true);
        assertEncoded("26 01", "01 FF", SqlType.TINYINT, 255);
        assertEncoded("26 02", "02 FEFF", SqlType.SMALLINT, -2);
        assertEncoded("26 04", "00", SqlType.INT, null);
        assertEncoded("26 08", "08 FFFFFFFFFFFFFFFF", SqlType.BIGINT, -1L);
        assertEncoded("6D 04", "04 0000C03F", SqlType.REAL, 1.5f);
        assertEncoded("6D 08", "08 000000000000F83F", SqlType.FLOAT, 1.5);
        assertEncoded("6E 08", "08 FFFFFFFF F0D8FFFF", SqlType.MONEY, new BigDecimal("-1"));
        assertEncoded("6E 04", "04 10270000", SqlType.SMALLMONEY, new BigDecimal("1.0000"));
    }

    @Test
    void decimals_have_the_length_of_their_precision() {
        assertEncoded("6A 05 09 02", "05 00 D2040000", SqlType.decimal(9, 2), new BigDecimal("-12.34"));
        assertEncoded("6C 09 0A 00", "09 01 0100000000000000", SqlType.numeric(10, 0), BigDecimal.ONE);
        assertEncoded(
                "6A 0D 1C 00",
                "0D 01 FFFFFF0F 6102253E 5ECE4F20",
                SqlType.decimal(28, 0),
                new BigDecimal("9999999999999999999999999999"));
        assertEncoded("6A 11 26 00", "11 01 01" + "00".repeat(15), SqlType.decimal(38, 0), BigDecimal.ONE);
        assertReadBack(SqlType.decimal(19, 0), new BigDecimal("9999999999999999999"));
        assertReadBack(SqlType.decimal(38, 5), new BigDecimal("-999999999999999999999999999999999.99999"));
    }

    @Test
    void numbers_that_do_not_fit_are_errors_and_nothing_is_cut() {
        for (SqlType type : new SqlType[] {SqlType.decimal(3, 0), SqlType.SMALLMONEY}) {
            SqlError error = assertThrows(
                    SqlError.class,
                    () -> Wire.payload(out -> ValueEncoder.of(type).write(out, new BigDecimal("1000000"))));
            assertEquals(8115, error.number());
        }
    }

    @Test
    void dates_and_times() {
        assertEncoded("28", "03 DAB937", SqlType.DATE, LocalDate.of(9999, 12, 31));
        assertEncoded("29 00", "03 7F5101", SqlType.time(0), LocalTime.of(23, 59, 59, 999_999_999));
        assertEncoded("29 03", "04 E8030000", SqlType.time(3), LocalTime.of(0, 0, 1));
        assertEncoded("2A 07", "08 8096980000 000000", SqlType.DATETIME2, LocalDateTime.of(1, 1, 1, 0, 0, 1));
        assertEncoded(
                "2B 00",
                "08 010000 010000 3C00",
                SqlType.datetimeoffset(0),
                OffsetDateTime.parse("0001-01-02T01:00:01+01:00"));
        assertEncoded("6F 04", "04 0100 0300", SqlType.SMALLDATETIME, LocalDateTime.of(1900, 1, 2, 0, 3));
    }

    @Test
    void datetime_is_rounded_to_its_ticks() {
        assertEncoded(
                "6F 08", "08 DF630000 01000000", SqlType.DATETIME, LocalDateTime.of(1970, 1, 1, 0, 0, 0, 3_000_000));
        assertEncoded(
                "6F 08", "08 DF630000 02000000", SqlType.DATETIME, LocalDateTime.of(1970, 1, 1, 0, 0, 0, 6_666_667));
        assertEncoded(
                "6F 08",
                "08 E0630000 00000000",
                SqlType.DATETIME,
                LocalDateTime.of(1970, 1, 1, 23, 59, 59, 999_000_000));
        for (int millis = 0; millis < 1000; millis += 10) {
            for (int shown : new int[] {0, 3, 7}) {
                assertReadBack(SqlType.DATETIME, LocalDateTime.of(2024, 2, 29, 1, 2, 3, (millis + shown) * 1_000_000));
            }
        }
    }

    @Test
    void texts() {
        assertEncoded("A7 0500 " + COLLATION, "0200 61 80", SqlType.varchar(5), "a€");
        assertEncoded("A7 0500 " + COLLATION, "0300 61 3F 3F", SqlType.varchar(5), "a\uD83D\uDE00");
        assertEncoded("AF 0300 " + COLLATION, "0300 61 20 20", SqlType.charOf(3), "a");
        assertEncoded("EF 0600 " + COLLATION, "0600 6100 2000 2000", SqlType.nchar(3), "a");
        assertEncoded("E7 0400 " + COLLATION, "0000", SqlType.nvarchar(2), "");
        assertEncoded("E7 0400 " + COLLATION, "FFFF", SqlType.nvarchar(2), null);
        assertEncoded("A7 0100 " + COLLATION, "0000", SqlType.varchar(0), "");
        assertEncoded("F1 00", "0800000000000000 08000000 3C0061002F003E00 00000000", SqlType.XML, "<a/>");
    }

    @Test
    void texts_and_bytes_are_never_longer_than_their_type() {
        assertEncoded("E7 0400 " + COLLATION, "0400 6100 6200", SqlType.nvarchar(2), "abc");
        assertEncoded("A5 0200", "0200 0102", SqlType.varbinary(2), new byte[] {1, 2, 3});
    }

    @Test
    void max_types_come_in_parts() {
        assertEncoded("A7 FFFF " + COLLATION, "0100000000000000 01000000 61 00000000", SqlType.VARCHAR_MAX, "a");
        assertEncoded("E7 FFFF " + COLLATION, "0000000000000000 00000000", SqlType.NVARCHAR_MAX, "");
        assertEncoded("E7 FFFF " + COLLATION, "FFFFFFFFFFFFFFFF", SqlType.NVARCHAR_MAX, null);
        assertEncoded("A5 FFFF", "0100000000000000 01000000 07 00000000", SqlType.VARBINARY_MAX, new byte[] {7});
    }

    @Test
    void large_objects_have_a_text_pointer() {
        String pointer = "10 " + "00".repeat(24);
        assertEncoded(
                "23 FFFFFF7F " + COLLATION, pointer + "01000000 61", new SqlType(SqlKind.TEXT, SqlType.MAX, 0, 0), "a");
        assertEncoded(
                "63 FEFFFF7F " + COLLATION,
                pointer + "02000000 6100",
                new SqlType(SqlKind.NTEXT, SqlType.MAX, 0, 0),
                "a");
        assertEncoded("22 FFFFFF7F", "00", new SqlType(SqlKind.IMAGE, SqlType.MAX, 0, 0), null);
    }

    @Test
    void binaries() {
        assertEncoded("AD 0300", "0300 010000", SqlType.binary(3), new byte[] {1});
        assertEncoded("AD 0800", "0800 0000000000000102", SqlType.ROWVERSION, Wire.bytes("0000000000000102"));
        assertEquals(80, ValueEncoder.of(SqlType.ROWVERSION).userType());
        assertEncoded(
                "24 10",
                "10 33221100 5544 7766 8899AABBCCDDEEFF",
                SqlType.UNIQUEIDENTIFIER,
                UUID.fromString("00112233-4455-6677-8899-AABBCCDDEEFF"));
    }

    @Test
    void every_kind_is_read_back_as_it_was_written() {
        assertReadBack(SqlType.BIT, false);
        assertReadBack(SqlType.SMALLINT, Integer.valueOf(-32768));
        assertReadBack(SqlType.BIGINT, Long.MIN_VALUE);
        assertReadBack(SqlType.REAL, Float.MIN_VALUE);
        assertReadBack(SqlType.FLOAT, -Double.MAX_VALUE);
        assertReadBack(SqlType.MONEY, new BigDecimal("-922337203685477.5808"));
        assertReadBack(SqlType.UNIQUEIDENTIFIER, UUID.fromString("F47AC10B-58CC-4372-A567-0E02B2C3D479"));
        assertReadBack(SqlType.DATE, LocalDate.of(1, 1, 1));
        for (int scale = 0; scale <= 7; scale++) {
            assertReadBack(SqlType.time(scale), LocalTime.of(23, 59, 59));
            assertReadBack(SqlType.datetime2(scale), LocalDateTime.of(9999, 12, 31, 23, 59, 59));
            assertReadBack(SqlType.datetimeoffset(scale), OffsetDateTime.parse("2024-03-01T01:30:00+14:00"));
        }
        assertReadBack(SqlType.varchar(8000), "é€x");
        assertReadBack(SqlType.NVARCHAR_MAX, "\uD83D\uDE00".repeat(40_000));
        assertReadBack(SqlType.VARBINARY_MAX, new byte[100_000]);
        assertReadBack(SqlType.XML, "<é/>");
    }

    @Test
    void every_kind_inside_a_variant_is_read_back() {
        assertReadBack(SqlType.SQL_VARIANT, SqlValue.of(SqlType.BIT, true));
        assertReadBack(SqlType.SQL_VARIANT, SqlValue.of(SqlType.INT, 3));
        assertReadBack(SqlType.SQL_VARIANT, SqlValue.of(SqlType.decimal(10, 2), new BigDecimal("1.50")));
        assertReadBack(SqlType.SQL_VARIANT, SqlValue.of(SqlType.nvarchar(2), "ab"));
        assertReadBack(SqlType.SQL_VARIANT, SqlValue.of(SqlType.datetime2(3), LocalDateTime.of(2024, 1, 1, 0, 0)));
        assertReadBack(SqlType.SQL_VARIANT, SqlValue.of(SqlType.DATE, LocalDate.of(2024, 1, 1)));
        assertReadBack(SqlType.SQL_VARIANT, SqlValue.of(SqlType.UNIQUEIDENTIFIER, new UUID(1, 2)));
        assertReadBack(SqlType.SQL_VARIANT, SqlValue.of(SqlType.MONEY, new BigDecimal("2.0000")));
    }

    @Test
    void every_kind_has_an_encoder() {
        for (SqlKind kind : SqlKind.values()) {
            ValueEncoder encoder = ValueEncoder.of(new SqlType(kind, 1, 1, 0));
            assertEquals(false, Wire.payload(out -> encoder.write(out, null)).isEmpty(), kind.name());
        }
    }
}
