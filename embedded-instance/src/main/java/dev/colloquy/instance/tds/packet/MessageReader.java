package dev.colloquy.instance.tds.packet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over the body of a message; names and byte orders are those of [MS-TDS] 2.2.5.1 "General Rules". Every
 * read is checked against the end and fails with {@link ProtocolViolation}.
 */
public final class MessageReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    public MessageReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    public int remaining() {
        return end - position;
    }

    public int position() {
        return position;
    }

    public int readByte() {
        need(1);
        return bytes[position++] & 0xFF;
    }

    /** The next byte, which stays unread. */
    public int peekByte() {
        need(1);
        return bytes[position] & 0xFF;
    }

    public int readUShort() {
        need(2);
        int value = (bytes[position] & 0xFF) | ((bytes[position + 1] & 0xFF) << 8);
        position += 2;
        return value;
    }

    public int readUShortBigEndian() {
        need(2);
        int value = (bytes[position] & 0xFF) << 8 | (bytes[position + 1] & 0xFF);
        position += 2;
        return value;
    }

    public int readLong() {
        need(4);
        int value = (int) littleEndian(4);
        position += 4;
        return value;
    }

    public long readLongLong() {
        need(8);
        long value = littleEndian(8);
        position += 8;
        return value;
    }

    /** An unsigned number of one to seven bytes. */
    public long readUnsigned(int length) {
        need(length);
        long value = littleEndian(length);
        position += length;
        return value;
    }

    public byte[] readBytes(int length) {
        need(length);
        byte[] copy = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return copy;
    }

    public void readInto(byte[] target, int offset, int length) {
        need(length);
        System.arraycopy(bytes, position, target, offset, length);
        position += length;
    }

    /** Another reader at the same place. */
    public MessageReader copy() {
        return new MessageReader(bytes, position, end - position);
    }

    /** The next bytes as one big-endian two's complement magnitude needs them: last byte first. */
    public byte[] readReversed(int length) {
        need(length);
        byte[] reversed = new byte[length];
        for (int i = 0; i < length; i++) {
            reversed[length - 1 - i] = bytes[position + i];
        }
        position += length;
        return reversed;
    }

    /** UTF-16 text of that many bytes. */
    public String readUtf16(int byteLength) {
        if ((byteLength & 1) != 0) {
            throw new ProtocolViolation("UTF-16 text of " + byteLength + " bytes");
        }
        need(byteLength);
        String text = new String(bytes, position, byteLength, StandardCharsets.UTF_16LE);
        position += byteLength;
        return text;
    }

    /** One byte count of characters, then UTF-16. */
    public String readBVarchar() {
        return readUtf16(2 * readByte());
    }

    /** Two bytes count of characters, then UTF-16. */
    public String readUsVarchar() {
        return readUtf16(2 * readUShort());
    }

    public void skip(int length) {
        need(length);
        position += length;
    }

    /** A reader of its own for a part that starts at an offset from the start of this one's array. */
    public MessageReader slice(int offset, int length) {
        if (offset < 0 || length < 0 || offset > end - length) {
            throw new ProtocolViolation("offset " + offset + ", length " + length + " beyond the message");
        }
        return new MessageReader(bytes, offset, length);
    }

    /** Fails unless so many bytes are left; the length may be any number that a client can send. */
    public void need(int length) {
        if (length < 0 || length > end - position) {
            throw new ProtocolViolation("message ends " + (length - (end - position)) + " bytes too early");
        }
    }

    private long littleEndian(int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | (bytes[position + i] & 0xFF);
        }
        return value;
    }
}
