package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;

/** The errors of conversions, in the words of {@code sys.messages}. */
final class ConversionErrors {
    private static final int SHOWN_CHARACTERS = 2000;

    private ConversionErrors() {}

    /** The name that errors of conversion use; they call both exact numeric types numeric. */
    static String name(SqlKind kind) {
        return kind == SqlKind.DECIMAL ? "numeric" : kind == SqlKind.ROWVERSION ? "timestamp" : kind.sqlName();
    }

    /** The name with {@code (max)}, as the errors about allowed conversions show it. */
    static String name(SqlType type) {
        return switch (type.kind()) {
            case VARCHAR, NVARCHAR, VARBINARY -> type.kind().sqlName() + (type.isMax() ? "(max)" : "");
            case ROWVERSION -> "timestamp";
            default -> type.kind().sqlName();
        };
    }

    /** 245: text that is no number of the target type. */
    static SqlError conversionFailed(SqlKind from, String value, SqlKind to) {
        return new SqlError(
                245,
                "Conversion failed when converting the " + from.sqlName() + " value '" + shown(value)
                        + "' to data type " + to.sqlName() + ".");
    }

    /** 244 or 248: text that is a number too large for tinyint and smallint, or for int. */
    static SqlError integerOverflow(SqlKind from, String value, SqlKind to) {
        String start = "The conversion of the " + from.sqlName() + " value '" + shown(value) + "' overflowed an ";
        if (to == SqlKind.INT) {
            return new SqlError(248, start + "int column.");
        }
        String column = to == SqlKind.TINYINT ? "INT1" : "INT2";
        return new SqlError(244, start + column + " column. Use a larger integer column.");
    }

    /** 8114. */
    static SqlError cannotConvert(SqlKind from, SqlKind to) {
        return new SqlError(8114, 16, 5, "Error converting data type " + name(from) + " to " + name(to) + ".");
    }

    /** 8115 with the source type named. */
    static SqlError overflow(SqlKind from, SqlKind to) {
        return new SqlError(
                8115, 16, 8, "Arithmetic overflow error converting " + name(from) + " to data type " + name(to) + ".");
    }

    /** 8115 of a result that its type cannot hold. */
    static SqlError overflow(SqlKind to) {
        return new SqlError(
                8115, 16, 2, "Arithmetic overflow error converting expression to data type " + name(to) + ".");
    }

    /** 220: an integer too large for tinyint or smallint. */
    static SqlError smallIntegerOverflow(long value, SqlKind to) {
        return new SqlError(
                220, 16, 2, "Arithmetic overflow error for data type " + to.sqlName() + ", value = " + value + ".");
    }

    /** 232: a float too large for the target. */
    static SqlError floatOverflow(double value, SqlKind to) {
        return new SqlError(
                232,
                16,
                2,
                "Arithmetic overflow error for type " + to.sqlName() + ", value = " + NumberFormatting.fixed(value, 6)
                        + ".");
    }

    /** 234: too little room for a money value. */
    static SqlError moneySpace(SqlKind from, SqlKind to) {
        return new SqlError(
                234,
                16,
                2,
                "There is insufficient result space to convert a " + from.sqlName() + " value to " + to.sqlName()
                        + ".");
    }

    /** 235. */
    static SqlError moneySyntax() {
        return new SqlError(235, 16, 0, "Cannot convert a char value to money. The char value has incorrect syntax.");
    }

    /** 241: text that is no date. */
    static SqlError dateSyntax() {
        return new SqlError(241, "Conversion failed when converting date and/or time from character string.");
    }

    /** 295: text that is no smalldatetime. */
    static SqlError smalldatetimeSyntax() {
        return new SqlError(
                295, 16, 3, "Conversion failed when converting character string to smalldatetime data type.");
    }

    /** 242: a date outside the target's range. */
    static SqlError dateRange(SqlKind from, SqlKind to) {
        return new SqlError(
                242,
                16,
                3,
                "The conversion of a " + from.sqlName() + " data type to a " + to.sqlName()
                        + " data type resulted in an out-of-range value.");
    }

    /** 8169. */
    static SqlError guidSyntax() {
        return new SqlError(
                8169, 16, 2, "Conversion failed when converting from a character string to uniqueidentifier.");
    }

    /** 8170. */
    static SqlError guidSpace() {
        return new SqlError(8170, 16, 2, "Insufficient result space to convert uniqueidentifier value to char.");
    }

    /** 529: no conversion exists. */
    static SqlError explicitNotAllowed(SqlType from, SqlType to) {
        return new SqlError(
                529,
                16,
                2,
                "Explicit conversion from data type " + name(from) + " to " + name(to) + " is not allowed.");
    }

    /** 257: the conversion exists but must be written. */
    static SqlError implicitNotAllowed(SqlType from, SqlType to) {
        return new SqlError(
                257,
                16,
                3,
                "Implicit conversion from data type " + name(from) + " to " + name(to)
                        + " is not allowed. Use the CONVERT function to run this query.");
    }

    /** 206: types that never meet. */
    static SqlError typeClash(SqlType from, SqlType to) {
        return new SqlError(206, 16, 2, "Operand type clash: " + name(from) + " is incompatible with " + name(to));
    }

    /** 2628: a value longer than its column. */
    static SqlError truncation(String table, String column, String kept) {
        return new SqlError(
                2628,
                16,
                1,
                "String or binary data would be truncated in table '" + table + "', column '" + column
                        + "'. Truncated value: '" + kept + "'.");
    }

    /** 281: CONVERT with a style that the conversion does not know. */
    static SqlError invalidStyle(int style, SqlKind from, SqlKind to) {
        return new SqlError(
                281,
                16,
                1,
                style + " is not a valid style number when converting from " + from.sqlName() + " to a "
                        + (to.isCharacter() ? "character string" : to.sqlName()) + ".");
    }

    private static String shown(String value) {
        return value.length() <= SHOWN_CHARACTERS ? value : value.substring(0, SHOWN_CHARACTERS);
    }
}
