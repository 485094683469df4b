package dev.colloquy.instance.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/**
 * Writes frames ({@link FrameInput}) into a buffer that is sent when it is full or flushed. Used by one thread at a
 * time.
 */
final class FrameOutput {
    private static final int FULL = 64 * 1024;

    private final OutputStream out;
    private final Traffic traffic;
    private byte[] buffer = new byte[FULL + 8 * 1024];
    private int length;
    private int frameStart;

    FrameOutput(OutputStream out, Traffic traffic) {
        this.out = out;
        this.traffic = traffic;
    }

    /** Begins a frame; its fields follow, then {@link #end}. */
    FrameOutput begin(FrameType type) {
        frameStart = length;
        putInt(0);
        putByte(type.code());
        return this;
    }

    /** Ends the frame, and sends the buffer if it is full. */
    void end() throws IOException {
        int end = length;
        length = frameStart;
        putInt(end - frameStart - Integer.BYTES);
        length = end;
        traffic.fragmentSent();
        if (length >= FULL) {
            send();
        }
    }

    FrameOutput putByte(int value) {
        reserve(1);
        buffer[length++] = (byte) value;
        return this;
    }

    FrameOutput putShort(int value) {
        return putByte(value >>> 8).putByte(value);
    }

    FrameOutput putInt(int value) {
        reserve(Integer.BYTES);
        buffer[length++] = (byte) (value >>> 24);
        buffer[length++] = (byte) (value >>> 16);
        buffer[length++] = (byte) (value >>> 8);
        buffer[length++] = (byte) value;
        return this;
    }

    FrameOutput putLong(long value) {
        return putInt((int) (value >>> 32)).putInt((int) value);
    }

    FrameOutput putUuid(UUID value) {
        return putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    }

    FrameOutput putBytes(byte[] bytes, int offset, int count) {
        reserve(count);
        System.arraycopy(bytes, offset, buffer, length, count);
        length += count;
        return this;
    }

    /** Bytes with their number in front; at most 65,535. */
    FrameOutput putField(byte[] bytes) {
        requireShort(bytes.length);
        return putShort(bytes.length).putBytes(bytes, 0, bytes.length);
    }

    /** UTF-8 with its length in front. */
    FrameOutput putText(String text) {
        return putField(text.getBytes(StandardCharsets.UTF_8));
    }

    boolean isEmpty() {
        return length == 0;
    }

    /** Sends what is in the buffer. */
    void flush() throws IOException {
        if (length > 0) {
            send();
        }
        out.flush();
    }

    private void send() throws IOException {
        traffic.beginWrite();
        try {
            out.write(buffer, 0, length);
        } finally {
            traffic.endWrite(length);
            length = 0;
        }
    }

    private static void requireShort(int count) {
        if (count > 0xFFFF) {
            throw new IllegalArgumentException("a field of " + count + " bytes");
        }
    }

    private void reserve(int count) {
        if (buffer.length - length < count) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + count));
        }
    }
}
