package dev.colloquy.instance.engine.expression;

/**
 * The bytes of nchar and nvarchar: UTF-16 code units, little endian. Unpaired surrogates and byte order marks pass
 * unchanged, so bytes survive a round trip.
 */
final class Utf16 {
    private Utf16() {}

    static byte[] encode(String text) {
        byte[] bytes = new byte[text.length() * 2];
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes[2 * i] = (byte) c;
            bytes[2 * i + 1] = (byte) (c >>> 8);
        }
        return bytes;
    }

    /** A last odd byte stands for a character of its own. */
    static String decode(byte[] bytes, int from) {
        char[] text = new char[(bytes.length - from + 1) / 2];
        for (int i = 0; i < text.length; i++) {
            int low = from + 2 * i;
            int high = low + 1 < bytes.length ? bytes[low + 1] & 0xFF : 0;
            text[i] = (char) (high << 8 | (bytes[low] & 0xFF));
        }
        return new String(text);
    }
}
