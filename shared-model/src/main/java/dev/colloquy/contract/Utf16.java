package dev.colloquy.contract;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Message bodies as {@code nvarchar} values: UTF-16LE, without a byte order mark. */
final class Utf16 {
    private Utf16() {}

    /** The text has been checked for unpaired surrogates; in one pass, which a Charset is slower at. */
    static byte[] encode(String text) {
        byte[] body = new byte[text.length() * Character.BYTES];
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            body[2 * i] = (byte) unit;
            body[2 * i + 1] = (byte) (unit >>> Byte.SIZE);
        }
        return body;
    }

    /** Keeps unpaired surrogates as they are, so that they can be named; a byte order mark becomes U+FEFF. */
    static String decode(byte[] body) throws MalformedMessage {
        if (body == null || body.length == 0) {
            throw new MalformedMessage("the message has no body");
        }
        if (body.length % Character.BYTES != 0) {
            throw new MalformedMessage("the body has " + body.length + " bytes, an odd number, so it is not UTF-16");
        }
        char[] units = new char[body.length / Character.BYTES];
        ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).asCharBuffer().get(units);
        return new String(units);
    }
}
