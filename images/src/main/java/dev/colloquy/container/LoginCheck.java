package dev.colloquy.container;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Logs in to the embedded instance on this machine over TDS: {@code LoginCheck PORT PASSWORD_FILE}, as {@code sa}. Exits 0
 * if it may, else 1 with one line that says what is wrong.
 *
 * <p>The smallest client there can be: LOGIN7 without PRELOGIN, which takes no TLS, as nothing leaves the machine
 * ([MS-TDS] 2.2.6.4 "LOGIN7"). SQL Server may refuse that; its own image has {@code sqlcmd}.
 */
public final class LoginCheck {
    private static final int TIMEOUT_MILLISECONDS = 4000;

    private static final byte LOGIN7 = 0x10;
    private static final byte LAST_PACKET = 0x01;
    private static final int PACKET_HEADER = 8;
    private static final int TDS_7_4 = 0x74000004;
    private static final int FIXED_PART = 94;
    /** Where offset and length of the user's name and of the password stand; the other texts stay empty. */
    private static final int USER_AT = 40;

    private static final int PASSWORD_AT = 44;
    private static final int LARGEST_ANSWER = 32_767;

    private static final int LOGINACK = 0xAD;
    private static final int ERROR = 0xAA;
    private static final int INFO = 0xAB;
    private static final int ENVCHANGE = 0xE3;

    private LoginCheck() {}

    public static void main(String[] arguments) {
        if (arguments.length != 2 || !arguments[0].matches("\\d{1,5}")) {
            System.err.println("usage: LoginCheck PORT PASSWORD_FILE");
            System.exit(2);
        }
        try {
            String password = Files.readString(Path.of(arguments[1])).stripTrailing();
            logIn(Integer.parseInt(arguments[0]), "sa", password);
        } catch (IOException | IllegalArgumentException e) {
            System.err.println("No login: " + e.getMessage());
            System.exit(1);
        }
    }

    /**
     * Logs in and out again.
     *
     * @throws IOException if the instance cannot be reached, says no or says something else
     */
    static void logIn(int port, String user, String password) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLISECONDS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLISECONDS);
            socket.getOutputStream().write(login(user, password));
            read(new DataInputStream(socket.getInputStream()));
        }
    }

    private static byte[] login(String user, String password) {
        byte[] name = user.getBytes(StandardCharsets.UTF_16LE);
        byte[] secret = obfuscated(password.getBytes(StandardCharsets.UTF_16LE));
        int length = FIXED_PART + name.length + secret.length;
        ByteBuffer packet = ByteBuffer.allocate(PACKET_HEADER + length);
        packet.put(LOGIN7).put(LAST_PACKET).putShort((short) packet.capacity());
        ByteBuffer login = packet.position(PACKET_HEADER)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length);
        login.putInt(TDS_7_4);
        login.putShort(USER_AT, (short) FIXED_PART).putShort(USER_AT + 2, (short) user.length());
        login.putShort(PASSWORD_AT, (short) (FIXED_PART + name.length));
        login.putShort(PASSWORD_AT + 2, (short) password.length());
        login.position(FIXED_PART).put(name).put(secret);
        return packet.array();
    }

    /** As the protocol has it: the halves of each byte swapped, then four of its bits inverted. */
    private static byte[] obfuscated(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xFF;
            bytes[i] = (byte) ((b << 4 | b >> 4) ^ 0xA5);
        }
        return bytes;
    }

    /** The answer to a login is short: its first packet holds it whole. */
    private static void read(DataInputStream in) throws IOException {
        in.skipNBytes(2);
        int length = in.readUnsignedShort() - PACKET_HEADER;
        in.skipNBytes(4);
        if (length <= 0 || length > LARGEST_ANSWER) {
            throw new IOException("an answer that is none of TDS");
        }
        byte[] body = new byte[length];
        in.readFully(body);
        ByteBuffer tokens = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
        while (tokens.remaining() > 3) {
            int token = tokens.get() & 0xFF;
            int end = tokens.getShort() + tokens.position();
            switch (token) {
                case LOGINACK -> {
                    return;
                }
                case ERROR -> throw new IOException(message(tokens));
                case INFO, ENVCHANGE -> tokens.position(Math.min(end, tokens.limit()));
                default -> throw new IOException("an answer with token " + token);
            }
        }
        throw new IOException("neither accepted nor refused");
    }

    /** ERROR: number, state, class, then the text with its length in characters. */
    private static String message(ByteBuffer token) {
        int number = token.getInt();
        token.getShort();
        byte[] text = new byte[Math.min(2 * token.getShort(), token.remaining())];
        token.get(text);
        return "error " + number + ": " + new String(text, StandardCharsets.UTF_16LE);
    }
}
