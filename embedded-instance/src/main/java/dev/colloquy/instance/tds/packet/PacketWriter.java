package dev.colloquy.instance.tds.packet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Collects the bytes of a message and sends them in packets: when much has come together and at the end, never earlier
 * and never an empty packet. A message that fits is written by one call.
 *
 * <p>The buffer starts with room for one header, so that a single packet needs no copy.
 */
public final class PacketWriter {
    private static final int HEADER = PacketType.HEADER_LENGTH;
    /** As much is collected before full packets are sent while the message goes on. */
    private static final int SEND_AT = 32 * 1024;

    private static final int RETAINED = 2 * SEND_AT;

    private Transport transport;
    private int packetSize = 4096;
    private int spid;
    private int type;
    private int packetId;
    private byte[] buffer = new byte[2048];
    private int end = HEADER;
    private long sent;
    private byte[] frames = new byte[0];
    private ByteBuffer unsent;

    public PacketWriter(Transport transport) {
        this.transport = transport;
    }

    public void continueOver(Transport next) {
        transport = next;
    }

    /** The packet size of the messages from now on. */
    public void setPacketSize(int size) {
        packetSize = size;
    }

    /** The session id that the headers carry. */
    public void setSpid(int id) {
        spid = id;
    }

    /** Begins a message. */
    public void begin(int messageType) {
        type = messageType;
        packetId = 0;
        end = HEADER;
        sent = 0;
    }

    /** Bytes of the message so far. */
    public long position() {
        return sent + end - HEADER;
    }

    /** Takes back what was written behind a position. False if it has been sent already. */
    public boolean truncate(long position) {
        if (position < sent) {
            return false;
        }
        end = (int) (position - sent) + HEADER;
        return true;
    }

    /**
     * True once a write was given up because the request was cancelled while the client did not read. From then on
     * bytes are only collected, so that the token at hand can be completed; {@link #end()} sends them.
     */
    public boolean isHeldBack() {
        return unsent != null;
    }

    public void writeByte(int value) {
        room(1);
        buffer[end++] = (byte) value;
    }

    public void writeUShort(int value) {
        room(2);
        buffer[end] = (byte) value;
        buffer[end + 1] = (byte) (value >> 8);
        end += 2;
    }

    public void writeLong(int value) {
        room(4);
        buffer[end] = (byte) value;
        buffer[end + 1] = (byte) (value >> 8);
        buffer[end + 2] = (byte) (value >> 16);
        buffer[end + 3] = (byte) (value >> 24);
        end += 4;
    }

    public void writeLongLong(long value) {
        writeUnsigned(value, 8);
    }

    /** The low bytes of a number. */
    public void writeUnsigned(long value, int length) {
        room(length);
        for (int i = 0; i < length; i++) {
            buffer[end + i] = (byte) (value >> (8 * i));
        }
        end += length;
    }

    public void bytes(byte[] source) {
        bytes(source, 0, source.length);
    }

    public void bytes(byte[] source, int offset, int length) {
        int from = offset;
        int left = length;
        while (left > 0) {
            int count = Math.min(left, SEND_AT);
            room(count);
            System.arraycopy(source, from, buffer, end, count);
            end += count;
            from += count;
            left -= count;
        }
    }

    /** The same byte several times. */
    public void fill(int value, int count) {
        room(count);
        Arrays.fill(buffer, end, end + count, (byte) value);
        end += count;
    }

    /** The first characters of a text as UTF-16, without length. */
    public void utf16(String text, int characters) {
        int from = 0;
        while (from < characters) {
            int to = Math.min(characters, from + SEND_AT / 2);
            room(2 * (to - from));
            int at = end;
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                buffer[at++] = (byte) c;
                buffer[at++] = (byte) (c >> 8);
            }
            end = at;
            from = to;
        }
    }

    /** The first characters of a text, one byte each. */
    public void mapped(String text, int characters, byte[] codePage) {
        int from = 0;
        while (from < characters) {
            int to = Math.min(characters, from + SEND_AT);
            room(to - from);
            for (int i = from; i < to; i++) {
                buffer[end + i - from] = codePage[text.charAt(i)];
            }
            end += to - from;
            from = to;
        }
    }

    /** One byte count of characters, then UTF-16; a longer text is cut at 255. */
    public void writeBVarchar(String text) {
        int characters = Math.min(text.length(), 255);
        writeByte(characters);
        utf16(text, characters);
    }

    /** Two bytes count of characters, then UTF-16. */
    public void writeUsVarchar(String text, int characters) {
        writeUShort(characters);
        utf16(text, characters);
    }

    /** Sends what there is, if anything, without ending the message. */
    public void flush() {
        if (isHeldBack()) {
            return;
        }
        sendFull();
        if (end > HEADER && !isHeldBack()) {
            sendLast(0);
        }
    }

    /** Ends the message and sends it; blocks until the client has taken it. */
    public void end() {
        try {
            if (unsent != null) {
                ByteBuffer rest = unsent;
                unsent = null;
                transport.write(rest);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sendFull();
        sendLast(PacketType.EOM);
        if (buffer.length > RETAINED) {
            buffer = new byte[RETAINED];
            frames = new byte[0];
        }
    }

    private void room(int count) {
        if (count <= buffer.length - end) {
            return;
        }
        if (end - HEADER >= SEND_AT && unsent == null) {
            sendFull();
        }
        if (count > buffer.length - end) {
            long wanted = Math.max(2L * buffer.length, (long) end + count);
            if (wanted > Integer.MAX_VALUE - 16) {
                throw new UncheckedIOException(new IOException("a token is larger than the memory for it"));
            }
            buffer = Arrays.copyOf(buffer, (int) wanted);
        }
    }

    /** Sends the full packets but one byte at least, because the last packet of a message must not be empty. */
    private void sendFull() {
        int payload = packetSize - HEADER;
        int from = HEADER;
        while (end - from > payload && unsent == null) {
            int count = Math.min((end - from - 1) / payload, Math.max(1, SEND_AT / packetSize));
            if (frames.length < count * packetSize) {
                frames = new byte[count * packetSize];
            }
            for (int i = 0; i < count; i++) {
                System.arraycopy(buffer, from + i * payload, frames, i * packetSize + HEADER, payload);
                header(frames, i * packetSize, packetSize, 0);
            }
            from += count * payload;
            sent += (long) count * payload;
            send(ByteBuffer.wrap(frames, 0, count * packetSize));
        }
        if (from > HEADER) {
            System.arraycopy(buffer, from, buffer, HEADER, end - from);
            end -= from - HEADER;
        }
    }

    private void sendLast(int status) {
        header(buffer, 0, end, status);
        ByteBuffer packet = ByteBuffer.wrap(buffer, 0, end);
        sent += end - HEADER;
        end = HEADER;
        send(packet);
    }

    private void send(ByteBuffer packets) {
        try {
            transport.write(packets);
            // A TLS transport may have taken everything and still hold sealed bytes; it sends them first next time.
            if (packets.hasRemaining()) {
                unsent = ByteBuffer.allocate(packets.remaining()).put(packets).flip();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void header(byte[] target, int at, int packetLength, int status) {
        packetId = (packetId + 1) & 0xFF;
        target[at] = (byte) type;
        target[at + 1] = (byte) status;
        target[at + 2] = (byte) (packetLength >> 8);
        target[at + 3] = (byte) packetLength;
        target[at + 4] = (byte) (spid >> 8);
        target[at + 5] = (byte) spid;
        target[at + 6] = (byte) packetId;
        target[at + 7] = 0;
    }
}
