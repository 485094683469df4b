package dev.colloquy.instance.engine.expression;

import java.util.UUID;

/**
 * uniqueidentifier: its bytes, its text and its order.
 *
 * <p>The first three groups of the text are stored little endian, the other two as written; values are ordered by the
 * last group first.
 */
public final class Guids {
    private static final int TEXT_LENGTH = 36;

    private Guids() {}

    /** The 16 bytes as SQL Server stores and sends them. */
    public static byte[] bytes(UUID guid) {
        long high = guid.getMostSignificantBits();
        long low = guid.getLeastSignificantBits();
        byte[] bytes = new byte[16];
        for (int i = 0; i < 4; i++) {
            bytes[i] = (byte) (high >>> (32 + 8 * i));
        }
        bytes[4] = (byte) (high >>> 16);
        bytes[5] = (byte) (high >>> 24);
        bytes[6] = (byte) high;
        bytes[7] = (byte) (high >>> 8);
        for (int i = 0; i < 8; i++) {
            bytes[8 + i] = (byte) (low >>> (56 - 8 * i));
        }
        return bytes;
    }

    /** The value of the first 16 bytes; missing ones are zero. */
    public static UUID of(byte[] bytes) {
        long high = byteAt(bytes, 3) << 56
                | byteAt(bytes, 2) << 48
                | byteAt(bytes, 1) << 40
                | byteAt(bytes, 0) << 32
                | byteAt(bytes, 5) << 24
                | byteAt(bytes, 4) << 16
                | byteAt(bytes, 7) << 8
                | byteAt(bytes, 6);
        long low = 0;
        for (int i = 8; i < 16; i++) {
            low = low << 8 | byteAt(bytes, i);
        }
        return new UUID(high, low);
    }

    /** The order of SQL Server: bytes 10 to 15, then 8 and 9, then the first three groups, the last of them first. */
    public static int compare(UUID a, UUID b) {
        long lowA = a.getLeastSignificantBits();
        long lowB = b.getLeastSignificantBits();
        int node = Long.compare(lowA & 0xFFFF_FFFF_FFFFL, lowB & 0xFFFF_FFFF_FFFFL);
        if (node != 0) {
            return node;
        }
        int sequence = Long.compare(lowA >>> 48, lowB >>> 48);
        return sequence != 0 ? sequence : Long.compareUnsigned(order(a), order(b));
    }

    /** The text in upper case, as SQL Server writes it. */
    public static String text(UUID guid) {
        String lower = guid.toString();
        char[] upper = new char[lower.length()];
        for (int i = 0; i < upper.length; i++) {
            char c = lower.charAt(i);
            upper[i] = c >= 'a' ? (char) (c - 32) : c;
        }
        return new String(upper);
    }

    /**
     * Reads the text form, in braces or not; what follows the 36 characters is ignored.
     *
     * @return null if the text is malformed
     */
    public static UUID parse(String text) {
        int start = text.startsWith("{") ? 1 : 0;
        int end = start + TEXT_LENGTH;
        if (text.length() < end || (start == 1 && (text.length() == end || text.charAt(end) != '}'))) {
            return null;
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < TEXT_LENGTH; i++) {
            char c = text.charAt(start + i);
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (c != '-') {
                    return null;
                }
                continue;
            }
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return null;
            }
            if (i < 18) {
                high = high << 4 | digit;
            } else {
                low = low << 4 | digit;
            }
        }
        return new UUID(high, low);
    }

    /** The first three groups as one number whose order is that of the stored bytes, taken from the last group on. */
    private static long order(UUID guid) {
        long high = guid.getMostSignificantBits();
        long first = Integer.toUnsignedLong(Integer.reverseBytes((int) (high >>> 32)));
        long second = Short.toUnsignedLong(Short.reverseBytes((short) (high >>> 16)));
        long third = Short.toUnsignedLong(Short.reverseBytes((short) high));
        return third << 48 | second << 32 | first;
    }

    private static long byteAt(byte[] bytes, int index) {
        return index < bytes.length ? bytes[index] & 0xFFL : 0;
    }
}
