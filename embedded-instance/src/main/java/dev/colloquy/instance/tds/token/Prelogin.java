package dev.colloquy.instance.tds.token;

import dev.colloquy.instance.tds.packet.MessageReader;
import dev.colloquy.instance.tds.packet.PacketType;
import dev.colloquy.instance.tds.packet.PacketWriter;

/**
 * PRELOGIN ([MS-TDS] 2.2.6.5 "PRELOGIN"): a table of options, each with a token, an offset and a length (both big
 * endian), then their data.
 *
 * @param encryption what the client wants, one of the ENCRYPT constants
 */
public record Prelogin(int encryption) {
    public static final int ENCRYPT_OFF = 0;
    public static final int ENCRYPT_ON = 1;
    public static final int ENCRYPT_NOT_SUPPORTED = 2;
    public static final int ENCRYPT_REQUIRED = 3;

    private static final int VERSION = 0;
    private static final int ENCRYPTION = 1;
    private static final int INSTANCE = 2;
    private static final int THREAD_ID = 3;
    private static final int MARS = 4;
    private static final int TERMINATOR = 0xFF;
    /** The high bit asks for the client's certificate, which the instance does not do. */
    private static final int CLIENT_CERTIFICATE = 0x80;

    private static final int OPTION_LENGTH = 5;

    /** Reads a client's message; a client that says nothing about encryption cannot encrypt. */
    public static Prelogin read(MessageReader in) {
        int encryption = ENCRYPT_NOT_SUPPORTED;
        for (int token = in.readByte(); token != TERMINATOR; token = in.readByte()) {
            int offset = in.readUShortBigEndian();
            int length = in.readUShortBigEndian();
            MessageReader data = in.slice(offset, length);
            if (token == ENCRYPTION) {
                encryption = data.readByte() & ~CLIENT_CERTIFICATE;
            }
        }
        return new Prelogin(encryption);
    }

    /** Writes the answer as one message: the version, the encryption, no instance check, no MARS. */
    public static void writeReply(PacketWriter out, int encryption) {
        out.begin(PacketType.TABULAR_RESULT);
        int offset = 5 * OPTION_LENGTH + 1;
        offset = option(out, VERSION, offset, 6);
        offset = option(out, ENCRYPTION, offset, 1);
        offset = option(out, INSTANCE, offset, 1);
        offset = option(out, THREAD_ID, offset, 0);
        option(out, MARS, offset, 1);
        out.writeByte(TERMINATOR);
        out.writeByte(ProductVersion.MAJOR);
        out.writeByte(ProductVersion.MINOR);
        bigEndian(out, ProductVersion.BUILD);
        out.writeUShort(0);
        out.writeByte(encryption);
        out.writeByte(0);
        out.writeByte(0);
        out.end();
    }

    private static int option(PacketWriter out, int token, int offset, int length) {
        out.writeByte(token);
        bigEndian(out, offset);
        bigEndian(out, length);
        return offset + length;
    }

    private static void bigEndian(PacketWriter out, int value) {
        out.writeByte(value >> 8);
        out.writeByte(value);
    }
}
