package dev.colloquy.instance.transport;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A frame as it was received. Its fields are read in order; each read fails with {@link ProtocolViolation} if the frame
 * is too short. Numbers are big endian.
 */
final class Frame {
    private final FrameType type;
    private final ByteBuffer payload;

    Frame(FrameType type, byte[] payload) {
        this.type = type;
        this.payload = ByteBuffer.wrap(payload);
    }

    FrameType type() {
        return type;
    }

    int remaining() {
        return payload.remaining();
    }

    int readByte() throws ProtocolViolation {
        need(1);
        return Byte.toUnsignedInt(payload.get());
    }

    int readInt() throws ProtocolViolation {
        need(Integer.BYTES);
        return payload.getInt();
    }

    long readLong() throws ProtocolViolation {
        need(Long.BYTES);
        return payload.getLong();
    }

    UUID readUuid() throws ProtocolViolation {
        need(2 * Long.BYTES);
        return new UUID(payload.getLong(), payload.getLong());
    }

    byte[] readBytes(int length) throws ProtocolViolation {
        need(length);
        byte[] bytes = new byte[length];
        payload.get(bytes);
        return bytes;
    }

    /** Bytes with their number in front, two bytes. */
    byte[] readField() throws ProtocolViolation {
        return readBytes(readShort());
    }

    /** UTF-8 with its length in bytes in front, two bytes. */
    String readText() throws ProtocolViolation {
        int length = readShort();
        need(length);
        ByteBuffer text = payload.slice().limit(length);
        payload.position(payload.position() + length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException e) {
            throw new ProtocolViolation("malformed text in " + type);
        }
    }

    /** Fails if the frame is longer than its fields. */
    void requireEnd() throws ProtocolViolation {
        if (payload.hasRemaining()) {
            throw new ProtocolViolation(payload.remaining() + " bytes too many in " + type);
        }
    }

    private int readShort() throws ProtocolViolation {
        need(Short.BYTES);
        return Short.toUnsignedInt(payload.getShort());
    }

    private void need(int bytes) throws ProtocolViolation {
        if (bytes < 0 || payload.remaining() < bytes) {
            throw new ProtocolViolation(type + " is cut short");
        }
    }
}
