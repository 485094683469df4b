package dev.colloquy.instance.tds.token;

import dev.colloquy.instance.tds.packet.MessageReader;
import dev.colloquy.instance.tds.packet.ProtocolViolation;
import java.nio.charset.StandardCharsets;

/**
 * LOGIN7 ([MS-TDS] 2.2.6.4 "LOGIN7"). Texts are found by offset and length in characters; an empty one may have any
 * offset. Feature extensions are passed over: the instance acknowledges none.
 *
 * @param tdsVersion     as asked for
 * @param packetSize     as wished, 0 for the server's default
 * @param integrated     Windows authentication
 * @param changePassword the client wants a new password
 */
public record Login7(
        int tdsVersion,
        int packetSize,
        boolean integrated,
        boolean changePassword,
        String hostName,
        String user,
        String password,
        String applicationName,
        String database) {
    private static final int FIXED_LENGTH = 36;
    private static final int LONGEST_TEXT = 128;
    private static final int INTEGRATED_SECURITY = 0x80;
    private static final int CHANGE_PASSWORD = 0x01;

    @Override
    public String toString() {
        return "Login7[user=" + user + ", database=" + database + ", applicationName=" + applicationName + "]";
    }

    /** Reads the whole message. */
    public static Login7 read(MessageReader in) {
        int start = in.position();
        int available = in.remaining();
        int length = in.readLong();
        if (length < FIXED_LENGTH || length > available) {
            throw new ProtocolViolation("LOGIN7 of " + available + " bytes says " + length);
        }
        int tdsVersion = in.readLong();
        int packetSize = in.readLong();
        in.skip(12);
        in.skip(1);
        int flags2 = in.readByte();
        in.skip(1);
        int flags3 = in.readByte();
        in.skip(8);
        MessageReader whole = in.slice(start, length);
        String hostName = text(in, whole);
        String user = text(in, whole);
        String password = deobfuscated(in, whole);
        String applicationName = text(in, whole);
        skipText(in);
        skipText(in);
        skipText(in);
        skipText(in);
        String database = text(in, whole);
        return new Login7(
                tdsVersion,
                packetSize,
                (flags2 & INTEGRATED_SECURITY) != 0,
                (flags3 & CHANGE_PASSWORD) != 0,
                hostName,
                user,
                password,
                applicationName,
                database);
    }

    private static String text(MessageReader in, MessageReader whole) {
        byte[] bytes = bytes(in, whole);
        return new String(bytes, StandardCharsets.UTF_16LE);
    }

    private static byte[] bytes(MessageReader in, MessageReader whole) {
        int offset = in.readUShort();
        int characters = in.readUShort();
        if (characters == 0) {
            return new byte[0];
        }
        if (characters > LONGEST_TEXT) {
            throw new ProtocolViolation("text of " + characters + " characters in LOGIN7");
        }
        return whole.slice(offset, 2 * characters).readBytes(2 * characters);
    }

    private static void skipText(MessageReader in) {
        in.skip(4);
    }

    /** The client has swapped the halves of each byte and then inverted four of its bits (XOR A5). */
    private static String deobfuscated(MessageReader in, MessageReader whole) {
        byte[] bytes = bytes(in, whole);
        for (int i = 0; i < bytes.length; i++) {
            int b = (bytes[i] & 0xFF) ^ 0xA5;
            bytes[i] = (byte) (b >> 4 | b << 4);
        }
        return new String(bytes, StandardCharsets.UTF_16LE);
    }
}
