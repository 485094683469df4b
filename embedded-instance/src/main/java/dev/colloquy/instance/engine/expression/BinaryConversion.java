package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.UUID;

/** Conversions to binary, varbinary and rowversion, and from bytes back to numbers. */
final class BinaryConversion {
    private static final int HEX_WITH_PREFIX = 1;
    private static final int HEX = 2;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xFF, (byte) 0xFE};

    private BinaryConversion() {}

    /** The bytes of a value before they are cut or padded to the target's length. */
    static byte[] bytes(Object value, SqlType from, SqlType to, int style) {
        return switch (from.kind()) {
            case BINARY, VARBINARY, IMAGE, ROWVERSION -> (byte[]) value;
            case CHAR, VARCHAR, TEXT, NCHAR, NVARCHAR, NTEXT -> fromText((String) value, from.kind(), to, style);
            case BIT -> bigEndian((Boolean) value ? 1 : 0, 1);
            case TINYINT, SMALLINT, INT, BIGINT ->
                bigEndian(((Number) value).longValue(), IntegerConversion.width(from.kind()));
            case MONEY -> bigEndian(((BigDecimal) value).unscaledValue().longValue(), 8);
            case SMALLMONEY -> bigEndian(((BigDecimal) value).unscaledValue().longValue(), 4);
            case DECIMAL, NUMERIC -> fromDecimal((BigDecimal) value, from);
            case REAL -> bigEndian(Float.floatToIntBits((Float) value), 4);
            case FLOAT -> bigEndian(Double.doubleToLongBits((Double) value), 8);
            case UNIQUEIDENTIFIER -> Guids.bytes((UUID) value);
            case XML -> fromXml((String) value);
            case DATE, TIME, SMALLDATETIME, DATETIME, DATETIME2, DATETIMEOFFSET -> TemporalBytes.of(value, from);
            case SQL_VARIANT -> throw new AssertionError("unwrapped before");
        };
    }

    /** The bytes in the target's length: numbers keep their last bytes, everything else its first. */
    static byte[] fit(byte[] bytes, SqlKind from, SqlType to) {
        if (to.kind() == SqlKind.ROWVERSION) {
            return from.isNumeric() ? rightAligned(bytes, 8) : Arrays.copyOf(bytes, 8);
        }
        if (to.isMax() || to.kind() == SqlKind.IMAGE) {
            return bytes;
        }
        boolean fixed = to.kind() == SqlKind.BINARY;
        if (bytes.length == to.length() || (bytes.length < to.length() && !fixed)) {
            return bytes;
        }
        return from.isNumeric() && from != SqlKind.DECIMAL && from != SqlKind.NUMERIC
                ? rightAligned(bytes, to.length())
                : Arrays.copyOf(bytes, to.length());
    }

    /** The number that bytes of a decimal, or of an integer behind money, stand for. Error 8114 for other bytes. */
    static BigDecimal number(byte[] bytes, SqlKind from, SqlType to) {
        if (to.kind() == SqlKind.MONEY || to.kind() == SqlKind.SMALLMONEY) {
            int width = to.kind() == SqlKind.MONEY ? 8 : 4;
            return new BigDecimal(new BigInteger(rightAligned(bytes, width)), 4);
        }
        if (bytes.length < 5 || (bytes[1] & 0xFF) > 38) {
            throw ConversionErrors.cannotConvert(from, to.kind());
        }
        byte[] magnitude = new byte[bytes.length - 4];
        for (int i = 0; i < magnitude.length; i++) {
            magnitude[i] = bytes[bytes.length - 1 - i];
        }
        return new BigDecimal(new BigInteger(bytes[3] == 1 ? 1 : -1, magnitude), bytes[1]);
    }

    static byte[] bigEndian(long value, int width) {
        byte[] bytes = new byte[width];
        for (int i = 0; i < width; i++) {
            bytes[i] = (byte) (value >>> (8 * (width - 1 - i)));
        }
        return bytes;
    }

    private static byte[] rightAligned(byte[] bytes, int length) {
        byte[] aligned = new byte[length];
        int count = Math.min(length, bytes.length);
        System.arraycopy(bytes, bytes.length - count, aligned, length - count, count);
        return aligned;
    }

    private static byte[] fromText(String text, SqlKind from, SqlType to, int style) {
        if (style == HEX_WITH_PREFIX || style == HEX) {
            return fromHex(text, style == HEX_WITH_PREFIX, from, to);
        }
        return from.isUnicode() ? Utf16.encode(text) : CodePage.encode(text);
    }

    private static byte[] fromHex(String text, boolean prefixed, SqlKind from, SqlType to) {
        int start = prefixed ? 2 : 0;
        boolean hasPrefix = text.length() >= 2 && text.charAt(0) == '0' && (text.charAt(1) | 0x20) == 'x';
        if ((prefixed && !hasPrefix) || (text.length() & 1) != 0) {
            throw ConversionErrors.cannotConvert(from, to.kind());
        }
        byte[] bytes = new byte[(text.length() - start) / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = Character.digit(text.charAt(start + 2 * i), 16);
            int low = Character.digit(text.charAt(start + 2 * i + 1), 16);
            if (high < 0 || low < 0) {
                throw ConversionErrors.cannotConvert(from, to.kind());
            }
            bytes[i] = (byte) (high << 4 | low);
        }
        return bytes;
    }

    /** Precision, scale, a zero, 1 for a positive sign, then the digits as a little-endian integer of whole words. */
    private static byte[] fromDecimal(BigDecimal value, SqlType type) {
        byte[] magnitude = value.unscaledValue().abs().toByteArray();
        int words = Math.max(1, (value.unscaledValue().abs().bitLength() + 31) / 32);
        byte[] bytes = new byte[4 + 4 * words];
        bytes[0] = (byte) type.precision();
        bytes[1] = (byte) type.scale();
        bytes[3] = (byte) (value.signum() < 0 ? 0 : 1);
        for (int i = 0; i < magnitude.length && i < 4 * words; i++) {
            bytes[4 + i] = magnitude[magnitude.length - 1 - i];
        }
        return bytes;
    }

    /** xml is serialised as UTF-16 with a byte order mark. */
    private static byte[] fromXml(String text) {
        byte[] characters = Utf16.encode(text);
        byte[] bytes = Arrays.copyOf(BYTE_ORDER_MARK, BYTE_ORDER_MARK.length + characters.length);
        System.arraycopy(characters, 0, bytes, BYTE_ORDER_MARK.length, characters.length);
        return bytes;
    }
}
