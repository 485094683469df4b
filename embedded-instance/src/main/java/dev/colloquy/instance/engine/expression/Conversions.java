package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.UUID;

/** Conversions between data types, see "CAST and CONVERT (Transact-SQL)" and "Data type conversion". */
public final class Conversions {
    /** The style of a conversion that states none. */
    static final int NO_STYLE = -1;

    private static final int XML_PRESERVE = 1;

    private Conversions() {}

    /**
     * CAST.
     *
     * @param value an object of the class that {@link SqlKind} names for {@code from}, or null
     * @return an object of the class for {@code to}, or null for null
     * @throws SqlError 529 where no conversion exists; 220, 232, 234, 235, 241, 242, 244, 245, 248, 295, 8114, 8115,
     *     8169, 8170 or 9400 and following where the value has no counterpart
     */
    public static Object convert(Object value, SqlType from, SqlType to) {
        return convert(value, from, to, NO_STYLE);
    }

    /** CONVERT with a style: dates and times, binary, money, float and xml have some. Errors as CAST, and 281, 9809. */
    public static Object convert(Object value, SqlType from, SqlType to, int style) {
        if (from.equals(to)) {
            return value;
        }
        ConversionRules.checkExplicit(from, to);
        return value == null ? null : unchecked(value, from, to, style);
    }

    /** CAST of a typed value. */
    public static SqlValue convert(SqlValue value, SqlType to) {
        return value.type().equals(to) ? value : SqlValue.of(to, convert(value.value(), value.type(), to, NO_STYLE));
    }

    /**
     * The implicit conversion of an assignment to a variable or parameter: too long a text or binary value is cut.
     *
     * @throws SqlError 206 or 257 where no implicit conversion exists, otherwise as CAST
     */
    public static SqlValue assign(SqlValue value, SqlType to) {
        if (value.type().equals(to)) {
            return value;
        }
        if (value.isNull() && value.type().kind() == SqlKind.INT) {
            // the type of the constant NULL, which every type takes
            return SqlValue.nullOf(to);
        }
        ConversionRules.checkImplicit(value.type(), to);
        return SqlValue.of(to, value.isNull() ? null : unchecked(value.value(), value.type(), to, NO_STYLE));
    }

    /**
     * The implicit conversion into a column: too long a value is an error, except for blanks at its end.
     *
     * @param table  the table's name as the error shows it, {@code database.schema.table}
     * @param column the column's name
     * @return the value to store, or null
     * @throws SqlError 2628 for a value that is too long, otherwise as {@link #assign}
     */
    public static Object store(SqlValue value, SqlType to, String table, String column) {
        if (!value.isNull() && !to.isMax()) {
            checkLength(value, to, table, column);
        }
        return assign(value, to).value();
    }

    private static void checkLength(SqlValue value, SqlType to, String table, String column) {
        SqlKind from = value.type().kind();
        if (value.value() instanceof String text && to.kind().isCharacter() && to.length() > 0) {
            int end = text.length();
            while (end > to.length() && text.charAt(end - 1) == ' ') {
                end--;
            }
            if (end > to.length()) {
                throw ConversionErrors.truncation(table, column, text.substring(0, to.length()));
            }
        } else if (value.value() instanceof byte[] bytes && isLimitedBinary(to) && bytes.length > to.length()) {
            throw ConversionErrors.truncation(table, column, "");
        } else if (from.isTemporal() && to.kind().isCharacter() && to.length() > 0) {
            String text = DateFormatting.format(value.value(), value.type(), NO_STYLE);
            if (text.length() > to.length()) {
                throw ConversionErrors.truncation(table, column, text.substring(0, to.length()));
            }
        }
    }

    private static boolean isLimitedBinary(SqlType to) {
        return to.kind() == SqlKind.BINARY || to.kind() == SqlKind.VARBINARY;
    }

    private static Object unchecked(Object value, SqlType from, SqlType to, int style) {
        if (from.kind() == SqlKind.SQL_VARIANT) {
            SqlValue inner = (SqlValue) value;
            return convert(inner.value(), inner.type(), to, style);
        }
        return switch (to.kind()) {
            case BIT, TINYINT, SMALLINT, INT, BIGINT -> IntegerConversion.convert(value, from, to.kind());
            case DECIMAL, NUMERIC, MONEY, SMALLMONEY -> DecimalConversion.convert(value, from, to);
            case REAL, FLOAT -> FloatConversion.convert(value, from, to.kind());
            case DATE, TIME, SMALLDATETIME, DATETIME, DATETIME2, DATETIMEOFFSET ->
                TemporalConversion.convert(value, from, to, style);
            case CHAR, VARCHAR, TEXT, NCHAR, NVARCHAR, NTEXT -> TextConversion.convert(value, from, to, style);
            case BINARY, VARBINARY, IMAGE, ROWVERSION ->
                BinaryConversion.fit(BinaryConversion.bytes(value, from, to, style), from.kind(), to);
            case UNIQUEIDENTIFIER -> guid(value, from);
            case XML -> xml(value, from.kind(), style);
            case SQL_VARIANT -> SqlValue.of(from, value);
        };
    }

    private static UUID guid(Object value, SqlType from) {
        if (from.kind().isBinary()) {
            return Guids.of((byte[]) value);
        }
        UUID guid = Guids.parse((String) value);
        if (guid == null) {
            throw ConversionErrors.guidSyntax();
        }
        return guid;
    }

    private static String xml(Object value, SqlKind from, int style) {
        boolean preserve = style == XML_PRESERVE;
        if (from.isBinary()) {
            return XmlText.normalize(XmlInput.decode((byte[]) value), XmlInput.Source.BYTES, preserve);
        }
        XmlInput.Source source = from.isUnicode() ? XmlInput.Source.UNICODE : XmlInput.Source.SINGLE_BYTE;
        return XmlText.normalize((String) value, source, preserve);
    }
}
