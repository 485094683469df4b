package dev.colloquy.instance.engine.expression;

import java.nio.charset.Charset;

/**
 * Code page 1252, the code page of char, varchar and text under SQL_Latin1_General_CP1_CI_AS.
 *
 * <p>All 256 bytes have a character: the five that Windows leaves undefined stand for the control character of the
 * same number, so bytes survive a round trip through varchar.
 */
final class CodePage {
    private static final char[] CHARACTERS = characters();
    private static final byte[] BYTES = bytes();
    private static final char MISSING = '?';

    private CodePage() {}

    /** The text with every character that the code page lacks replaced by a question mark. */
    static String narrow(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!has(text.charAt(i))) {
                return replaced(text, i);
            }
        }
        return text;
    }

    static byte[] encode(String text) {
        byte[] encoded = new byte[text.length()];
        for (int i = 0; i < encoded.length; i++) {
            encoded[i] = encode(text.charAt(i));
        }
        return encoded;
    }

    static byte encode(char c) {
        return has(c) ? BYTES[c] : (byte) MISSING;
    }

    static String decode(byte[] bytes) {
        char[] text = new char[bytes.length];
        for (int i = 0; i < text.length; i++) {
            text[i] = CHARACTERS[bytes[i] & 0xFF];
        }
        return new String(text);
    }

    static char decode(int code) {
        return CHARACTERS[code];
    }

    private static boolean has(char c) {
        return c < 0x80 || BYTES[c] != 0;
    }

    private static String replaced(String text, int from) {
        StringBuilder narrow = new StringBuilder(text.length()).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            narrow.append(has(text.charAt(i)) ? text.charAt(i) : MISSING);
        }
        return narrow.toString();
    }

    private static char[] characters() {
        Charset windows1252 = Charset.forName("windows-1252");
        char[] characters = new char[256];
        for (int code = 0; code < characters.length; code++) {
            char c = new String(new byte[] {(byte) code}, windows1252).charAt(0);
            characters[code] = c == '\uFFFD' ? (char) code : c;
        }
        return characters;
    }

    private static byte[] bytes() {
        byte[] bytes = new byte[Character.MAX_VALUE + 1];
        for (int code = 0; code < CHARACTERS.length; code++) {
            bytes[CHARACTERS[code]] = (byte) code;
        }
        return bytes;
    }
}
