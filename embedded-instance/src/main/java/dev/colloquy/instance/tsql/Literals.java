package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** The data types and values of constants, see "Constants (Transact-SQL)". */
final class Literals {
    private static final BigDecimal MAX_MONEY = new BigDecimal("922337203685477.5807");
    private static final int MAX_PRECISION = 38;

    private Literals() {}

    /** True for every token that {@link #of} takes. */
    static boolean isLiteral(Token token) {
        return switch (token.type()) {
            case STRING, NATIONAL_STRING, INTEGER, DECIMAL, FLOAT, MONEY, BINARY -> true;
            default -> false;
        };
    }

    /**
     * The value of a constant.
     *
     * @throws SqlError 1007, 168 or 293 for a number out of range
     */
    static Expression.Literal of(Token token) {
        return switch (token.type()) {
            case STRING -> varchar(token.text());
            case NATIONAL_STRING -> nvarchar(token.text());
            case INTEGER -> integer(token);
            case DECIMAL -> decimal(token);
            case FLOAT -> floating(token);
            case MONEY -> money(token);
            case BINARY -> literal(binaryType(bytes(token.text()).length), bytes(token.text()));
            default -> throw new AssertionError("no constant: " + token.type());
        };
    }

    static Expression.Literal nullLiteral() {
        return new Expression.Literal(SqlValue.nullOf(SqlType.INT));
    }

    static Expression.Literal varchar(String value) {
        return literal(
                value.length() > 8000 ? SqlType.VARCHAR_MAX : SqlType.varchar(Math.max(1, value.length())), value);
    }

    static Expression.Literal nvarchar(String value) {
        return literal(
                value.length() > 4000 ? SqlType.NVARCHAR_MAX : SqlType.nvarchar(Math.max(1, value.length())), value);
    }

    /** The bytes of {@code 0x…}; an odd digit stands alone in the first byte. */
    static byte[] bytes(String hex) {
        int digits = hex.length() - 2;
        byte[] bytes = new byte[(digits + 1) / 2];
        for (int i = 0; i < digits; i++) {
            int place = bytes.length * 2 - digits + i;
            int digit = Character.digit(hex.charAt(i + 2), 16);
            bytes[place / 2] |= (byte) (place % 2 == 0 ? digit << 4 : digit);
        }
        return bytes;
    }

    private static SqlType binaryType(int length) {
        return length > 8000 ? SqlType.VARBINARY_MAX : SqlType.varbinary(Math.max(1, length));
    }

    private static Expression.Literal literal(SqlType type, Object value) {
        return new Expression.Literal(SqlValue.of(type, value));
    }

    private static Expression.Literal integer(Token token) {
        if (token.text().length() <= 10) {
            long value = Long.parseLong(token.text());
            if (value <= Integer.MAX_VALUE) {
                return literal(SqlType.INT, (int) value);
            }
        }
        BigInteger value = new BigInteger(checkDigits(token, 0));
        if (value.bitLength() < 32) {
            return literal(SqlType.INT, value.intValueExact());
        }
        BigDecimal decimal = new BigDecimal(value);
        return literal(SqlType.numeric(decimal.precision(), 0), decimal);
    }

    /** Precision counts the digits without leading zeros, but never fewer than the scale. */
    private static Expression.Literal decimal(Token token) {
        int point = token.text().indexOf('.');
        int scale = token.text().length() - point - 1;
        String digits = checkDigits(token, scale);
        BigDecimal value = new BigDecimal(new BigInteger(digits), scale);
        int precision = Math.max(1, Math.max(scale, digits.equals("0") ? 0 : digits.length()));
        return literal(SqlType.numeric(precision, scale), value);
    }

    /** The digits without point and leading zeros; a text of any length is refused before it becomes a number. */
    private static String checkDigits(Token token, int scale) {
        String text = token.text();
        StringBuilder digits = new StringBuilder(Math.min(text.length(), MAX_PRECISION + 1));
        for (int i = 0; i < text.length() && digits.length() <= MAX_PRECISION; i++) {
            char c = text.charAt(i);
            if (c != '.' && (c != '0' || digits.length() > 0)) {
                digits.append(c);
            }
        }
        if (digits.length() > MAX_PRECISION || scale > MAX_PRECISION) {
            throw new SqlError(
                            1007,
                            15,
                            1,
                            "The number '" + text + "' is out of the range for numeric representation (maximum"
                                    + " precision " + MAX_PRECISION + ").")
                    .at(token.line(), "");
        }
        return digits.length() == 0 ? "0" : digits.toString();
    }

    private static Expression.Literal floating(Token token) {
        String text = token.text();
        boolean bareExponent = (text.charAt(text.length() - 1) | 0x20) == 'e';
        double value = Double.parseDouble(bareExponent ? text + "0" : text);
        if (Double.isInfinite(value)) {
            throw new SqlError(
                            168,
                            15,
                            1,
                            "The floating point value '" + text
                                    + "' is out of the range of computer representation (8 bytes).")
                    .at(token.line(), "");
        }
        return literal(SqlType.FLOAT, value);
    }

    private static Expression.Literal money(Token token) {
        String text = token.text();
        boolean empty = text.isEmpty() || text.equals(".");
        boolean tooLong = text.length() > MAX_PRECISION;
        BigDecimal value =
                empty || tooLong ? BigDecimal.ZERO.setScale(4) : new BigDecimal(text).setScale(4, RoundingMode.HALF_UP);
        if (tooLong || value.compareTo(MAX_MONEY) > 0) {
            throw new SqlError(293, 16, 1, "Cannot convert char value to money. The char value has incorrect syntax.")
                    .at(token.line(), "");
        }
        return literal(SqlType.MONEY, value);
    }
}
