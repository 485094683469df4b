package dev.colloquy.instance.tds.type;

import dev.colloquy.instance.tds.packet.MessageReader;
import dev.colloquy.instance.tds.packet.PacketWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The one collation of the instance, SQL_Latin1_General_CP1_CI_AS, and its code page 1252. */
public final class Collation {
    private static final byte[] BYTES = {0x09, 0x04, (byte) 0xD0, 0x00, 0x34};
    private static final int UTF8 = 1 << 26;
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /** The byte of each character in code page 1252, '?' for those that it lacks. */
    static final byte[] CODE_PAGE = new byte[1 << 16];

    static {
        Arrays.fill(CODE_PAGE, (byte) '?');
        for (int i = 0; i < 256; i++) {
            // Windows maps the five unused bytes to the control characters of the same number.
            char c = decoded(i);
            CODE_PAGE[c] = (byte) i;
        }
    }

    private Collation() {}

    /** The five bytes as in TYPE_INFO and ENVCHANGE; LCID and flags in four, sort id in the last. */
    public static byte[] bytes() {
        return BYTES.clone();
    }

    static void write(PacketWriter out) {
        out.bytes(BYTES);
    }

    /**
     * Reads the five bytes of a client's parameter. Only the code page is of interest: UTF-8 if the collation says so,
     * 1252 otherwise.
     */
    static Charset read(MessageReader in) {
        int flags = in.readLong();
        in.skip(1);
        return (flags & UTF8) != 0 ? StandardCharsets.UTF_8 : WINDOWS_1252;
    }

    static Charset codePage() {
        return WINDOWS_1252;
    }

    static String decode(byte[] bytes, Charset charset) {
        if (!charset.equals(WINDOWS_1252)) {
            return new String(bytes, charset);
        }
        String text = new String(bytes, WINDOWS_1252);
        return text.indexOf('\uFFFD') < 0 ? text : decodedOneByOne(bytes);
    }

    private static String decodedOneByOne(byte[] bytes) {
        char[] characters = new char[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            characters[i] = decoded(bytes[i] & 0xFF);
        }
        return new String(characters);
    }

    private static char decoded(int code) {
        char c = new String(new byte[] {(byte) code}, WINDOWS_1252).charAt(0);
        return c == '\uFFFD' ? (char) code : c;
    }
}
