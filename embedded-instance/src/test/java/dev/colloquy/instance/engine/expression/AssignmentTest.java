package dev.colloquy.instance.engine.expression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The implicit conversions into variables and columns. */
class AssignmentTest {
    private static Object store(Object value, SqlType from, SqlType to) {
        return Conversions.store(SqlValue.of(from, value), to, "db.dbo.t", "c");
    }

    private static SqlError refused(SqlType from, Object value, SqlType to) {
        return assertThrows(SqlError.class, () -> Conversions.assign(SqlValue.of(from, value), to));
    }

    @Test
    void a_variable_takes_what_fits_and_drops_the_rest() {
        assertEquals(
                "ab",
                Conversions.assign(SqlValue.of(SqlType.varchar(5), "abcde"), SqlType.varchar(2))
                        .value());
        assertArrayEquals(new byte[] {1}, (byte[]) Conversions.assign(
                        SqlValue.of(SqlType.varbinary(2), new byte[] {1, 2}), SqlType.varbinary(1))
                .value());
    }

    @Test
    void a_column_refuses_what_does_not_fit() {
        SqlError text = assertThrows(SqlError.class, () -> store("abcde", SqlType.varchar(5), SqlType.nvarchar(2)));
        assertEquals(2628, text.number());
        assertEquals(
                "String or binary data would be truncated in table 'db.dbo.t', column 'c'. Truncated value: 'ab'.",
                text.getMessage());
        SqlError bytes =
                assertThrows(SqlError.class, () -> store(new byte[3], SqlType.varbinary(3), SqlType.binary(2)));
        assertEquals(2628, bytes.number());
        SqlError number = assertThrows(
                SqlError.class, () -> store(new BigDecimal("100"), SqlType.decimal(3, 0), SqlType.decimal(2, 0)));
        assertEquals(8115, number.number());
    }

    @Test
    void a_column_ignores_blanks_behind_its_length() {
        assertEquals("ab", store("ab   ", SqlType.varchar(5), SqlType.varchar(2)));
        assertEquals("ab ", store("ab", SqlType.varchar(2), SqlType.charOf(3)));
    }

    @Test
    void null_fits_every_column() {
        assertNull(store(null, SqlType.INT, SqlType.XML));
        assertNull(store(null, SqlType.varchar(5), SqlType.varchar(1)));
    }

    @Test
    void types_that_never_meet_clash() {
        SqlError clash = refused(SqlType.INT, 1, SqlType.UNIQUEIDENTIFIER);
        assertEquals(206, clash.number());
        assertEquals("Operand type clash: int is incompatible with uniqueidentifier", clash.getMessage());
    }

    @Test
    void conversions_that_must_be_written_are_refused() {
        SqlError binary = refused(SqlType.VARCHAR_MAX, "a", SqlType.VARBINARY_MAX);
        assertEquals(257, binary.number());
        assertEquals(
                "Implicit conversion from data type varchar(max) to varbinary(max) is not allowed. Use the CONVERT"
                        + " function to run this query.",
                binary.getMessage());
        assertEquals(257, refused(SqlType.XML, "<a/>", SqlType.NVARCHAR_MAX).number());
        SqlValue variant = SqlValue.of(SqlType.INT, 1);
        assertEquals(257, refused(SqlType.SQL_VARIANT, variant, SqlType.INT).number());
    }

    @Test
    void every_value_fits_a_variant() {
        SqlValue variant = Conversions.assign(SqlValue.of(SqlType.INT, 1), SqlType.SQL_VARIANT);
        assertEquals(SqlValue.of(SqlType.INT, 1), variant.value());
    }

    @Test
    void an_identifier_survives_its_bytes() {
        UUID guid = UUID.fromString("6f9619ff-8b86-d011-b42d-00c04fc964ff");
        assertEquals(guid, Guids.of(Guids.bytes(guid)));
        assertEquals((byte) 0xFF, Guids.bytes(guid)[0]);
    }

    @Test
    void every_pair_of_types_converts_or_is_refused_with_a_sql_error() {
        for (SqlKind from : SqlKind.values()) {
            for (SqlKind to : SqlKind.values()) {
                convertSample(from, to);
            }
        }
    }

    /** Anything but a value or a SqlError fails the test. */
    private static void convertSample(SqlKind from, SqlKind to) {
        SqlValue sample = sample(from);
        SqlType target = sample(to).type();
        try {
            SqlValue converted = Conversions.convert(sample, target);
            assertEquals(target, converted.type());
            assertEquals(sample(to).value().getClass(), converted.value().getClass(), () -> from + " to " + to);
        } catch (SqlError refused) {
            assertEquals(16, refused.severity(), () -> from + " to " + to + ": " + refused.getMessage());
        }
    }

    private static SqlValue sample(SqlKind kind) {
        return FixedContext.evaluate(
                switch (kind) {
                    case DECIMAL, NUMERIC -> "CAST(12.5 AS " + kind.sqlName() + "(9,2))";
                    case CHAR, VARCHAR, NCHAR, NVARCHAR -> "CAST('12' AS " + kind.sqlName() + "(40))";
                    case TEXT, NTEXT -> "CAST('12' AS " + kind.sqlName() + ")";
                    case BINARY, VARBINARY -> "CAST(0x000C AS " + kind.sqlName() + "(20))";
                    case IMAGE, ROWVERSION -> "CAST(0x000C AS " + kind.sqlName() + ")";
                    case UNIQUEIDENTIFIER -> "NEWID()";
                    case XML -> "CAST('12' AS xml)";
                    case DATE, TIME, SMALLDATETIME, DATETIME, DATETIME2, DATETIMEOFFSET ->
                        "CAST('2026-01-01 10:00' AS " + kind.sqlName() + ")";
                    default -> "CAST(12 AS " + kind.sqlName() + ")";
                });
    }
}
