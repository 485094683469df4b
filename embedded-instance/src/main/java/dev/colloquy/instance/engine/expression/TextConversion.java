package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.math.BigDecimal;
import java.util.UUID;

/** Conversions to the character types. */
final class TextConversion {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();
    private static final int GUID_LENGTH = 36;

    private TextConversion() {}

    static String convert(Object value, SqlType from, SqlType to, int style) {
        String text = text(value, from, to, style);
        if (!to.kind().isUnicode() && (from.kind().isUnicode() || from.kind() == SqlKind.XML)) {
            text = CodePage.narrow(text);
        }
        return fit(text, value, from, to);
    }

    /** The whole text, whatever the length of the target. */
    static String text(Object value, SqlType from, SqlType to, int style) {
        return switch (from.kind()) {
            case CHAR, VARCHAR, TEXT, NCHAR, NVARCHAR, NTEXT, XML -> (String) value;
            case BIT -> (Boolean) value ? "1" : "0";
            case TINYINT, SMALLINT, INT, BIGINT -> value.toString();
            case DECIMAL, NUMERIC -> ((BigDecimal) value).toPlainString();
            case MONEY, SMALLMONEY -> NumberFormatting.money((BigDecimal) value, style);
            case REAL -> NumberFormatting.approximate(decimalOf((Float) value), style);
            case FLOAT -> NumberFormatting.approximate((Double) value, style);
            case DATE, TIME, SMALLDATETIME, DATETIME, DATETIME2, DATETIMEOFFSET ->
                DateFormatting.format(value, from, style);
            case BINARY, VARBINARY, IMAGE, ROWVERSION -> fromBytes((byte[]) value, from.kind(), to, style);
            case UNIQUEIDENTIFIER -> Guids.text((UUID) value);
            case SQL_VARIANT -> throw new AssertionError("unwrapped before");
        };
    }

    /** The bytes as hexadecimal digits in upper case. */
    static String hex(byte[] bytes, boolean prefixed) {
        StringBuilder text = new StringBuilder(2 * bytes.length + 2);
        if (prefixed) {
            text.append("0x");
        }
        for (byte b : bytes) {
            text.append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
        }
        return text.toString();
    }

    /** The text with blanks behind it up to a length. */
    static String pad(String text, int length) {
        return text.length() >= length ? text : text + " ".repeat(length - text.length());
    }

    /** The shortest decimal of a real; widening alone would show digits that the value does not have. */
    private static double decimalOf(Float value) {
        return Double.parseDouble(value.toString());
    }

    private static String fromBytes(byte[] bytes, SqlKind from, SqlType to, int style) {
        return switch (style) {
            case Conversions.NO_STYLE, 0 -> to.kind().isUnicode() ? Utf16.decode(bytes, 0) : CodePage.decode(bytes);
            case 1, 2 -> hex(bytes, style == 1);
            default -> throw ConversionErrors.invalidStyle(style, from, to.kind());
        };
    }

    private static String fit(String text, Object value, SqlType from, SqlType to) {
        if (to.isMax() || to.kind() == SqlKind.TEXT || to.kind() == SqlKind.NTEXT) {
            return text;
        }
        int length = to.length();
        boolean fixed = to.kind() == SqlKind.CHAR || to.kind() == SqlKind.NCHAR;
        if (text.length() <= length) {
            return fixed ? pad(text, length) : text;
        }
        return switch (from.kind()) {
            case TINYINT, SMALLINT, INT -> {
                if (to.kind().isUnicode()) {
                    throw ConversionErrors.overflow(to.kind());
                }
                yield fixed ? pad("*", length) : "*";
            }
            case BIGINT -> throw ConversionErrors.overflow(to.kind());
            case DECIMAL, NUMERIC -> throw ConversionErrors.overflow(from.kind(), to.kind());
            case REAL, FLOAT -> throw ConversionErrors.floatOverflow(((Number) value).doubleValue(), to.kind());
            case MONEY, SMALLMONEY -> throw ConversionErrors.moneySpace(from.kind(), to.kind());
            case UNIQUEIDENTIFIER -> {
                if (length < GUID_LENGTH) {
                    throw ConversionErrors.guidSpace();
                }
                yield text;
            }
            default -> text.substring(0, length);
        };
    }
}
