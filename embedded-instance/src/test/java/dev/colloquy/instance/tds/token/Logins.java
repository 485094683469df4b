package dev.colloquy.instance.tds.token;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** LOGIN7 messages for tests. */
public final class Logins {
    private static final int DATA = 94;

    private Logins() {}

    /** A login as mssql-jdbc sends it, with the texts behind the fixed part. */
    public static byte[] login(int version, String user, String password, String database) {
        String[] texts = {"höst", user, password, "app", "server", "", "lib", "", database};
        ByteBuffer message = ByteBuffer.allocate(DATA + 600).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(4, version).putInt(8, 8000);
        message.put(24, (byte) 0xE0).put(25, (byte) 3);
        int offset = DATA;
        for (int i = 0; i < texts.length; i++) {
            byte[] bytes = texts[i].getBytes(StandardCharsets.UTF_16LE);
            if (i == 2) {
                for (int j = 0; j < bytes.length; j++) {
                    bytes[j] = (byte) ((((bytes[j] & 0xF) << 4) | ((bytes[j] & 0xF0) >> 4)) ^ 0xA5);
                }
            }
            message.putShort(36 + 4 * i, (short) offset).putShort(38 + 4 * i, (short) (bytes.length / 2));
            message.position(offset).put(bytes);
            offset += bytes.length;
        }
        message.putInt(0, offset);
        return Arrays.copyOf(message.array(), offset);
    }
}
