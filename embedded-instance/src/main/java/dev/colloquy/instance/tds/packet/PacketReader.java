package dev.colloquy.instance.tds.packet;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Joins the client's packets to messages ([MS-TDS] 2.2.3 "Packets"). */
public final class PacketReader {
    private static final int RETAINED = 1 << 20;

    private final ByteBuffer input = ByteBuffer.allocate(16 * 1024).flip();
    private Transport transport;
    private int packetSize = 4096;
    private byte[] body = new byte[1024];
    private int length;
    private int type;
    private int status;
    private int rest;

    public PacketReader(Transport transport) {
        this.transport = transport;
    }

    /** Bytes that were read already stay first in line. */
    public void continueOver(Transport next) {
        transport = next;
    }

    /** The largest packet that is accepted from now on. */
    public void setPacketSize(int size) {
        packetSize = Math.max(4096, size);
    }

    /** Bytes read and not consumed; they are the caller's from now on. */
    public ByteBuffer takeBuffered() {
        ByteBuffer taken = ByteBuffer.allocate(input.remaining()).put(input).flip();
        input.clear().flip();
        return taken;
    }

    /** True if bytes of the client have arrived that no message has claimed. */
    public boolean hasInput() {
        return input.hasRemaining() || transport.hasInput();
    }

    /** The first byte of the connection, which stays unread, or -1 if the client closed without a word. */
    public int peek() throws IOException {
        if (!input.hasRemaining() && !fill()) {
            return -1;
        }
        return input.get(input.position()) & 0xFF;
    }

    /** The next message, or null if the client closed the connection between two messages. */
    public Message readMessage(int limit) throws IOException {
        return readMessage(limit, () -> {});
    }

    /**
     * Reads a message.
     *
     * @param limit            longest body that is accepted
     * @param afterFirstPacket runs when the first packet is complete, where login-only encryption ends
     * @return null if the client closed the connection before the message
     */
    public Message readMessage(int limit, Runnable afterFirstPacket) throws IOException {
        if (peek() < 0) {
            return null;
        }
        if (body.length > RETAINED) {
            body = new byte[1024];
        }
        length = 0;
        readHeader();
        int messageType = type;
        int firstStatus = status;
        readPayload(limit);
        afterFirstPacket.run();
        while ((status & PacketType.EOM) == 0) {
            readHeader();
            if (type == PacketType.ATTENTION) {
                // Instead of closing the message with IGNORE the client takes it back by an attention.
                messageType = type;
                length = 0;
            } else if (type != messageType) {
                throw new ProtocolViolation("packet of type " + type + " inside a message of type " + messageType);
            }
            readPayload(limit);
        }
        boolean ignored = (status & PacketType.IGNORE) != 0;
        boolean keep = (firstStatus & PacketType.RESET_CONNECTION_KEEP_TRANSACTION) != 0;
        boolean reset = keep || (firstStatus & PacketType.RESET_CONNECTION) != 0;
        return new Message(messageType, ignored, reset, keep, new MessageReader(body, 0, length));
    }

    /** The payload of the next packet, which must belong to the TLS handshake; null at the end. */
    ByteBuffer readHandshakePacket() throws IOException {
        if (peek() < 0) {
            return null;
        }
        length = 0;
        readHeader();
        if (type != PacketType.PRELOGIN) {
            throw new ProtocolViolation("packet of type " + type + " during the TLS handshake");
        }
        readPayload(packetSize);
        return ByteBuffer.wrap(Arrays.copyOf(body, length));
    }

    private void readHeader() throws IOException {
        while (input.remaining() < PacketType.HEADER_LENGTH) {
            fillOrFail();
        }
        type = input.get() & 0xFF;
        status = input.get() & 0xFF;
        int packetLength = input.getShort() & 0xFFFF;
        input.position(input.position() + 4);
        if (!PacketType.isRequest(type)) {
            throw new ProtocolViolation("unknown packet type " + type);
        }
        if (packetLength < PacketType.HEADER_LENGTH || packetLength > packetSize) {
            throw new ProtocolViolation("packet of " + packetLength + " bytes, at most " + packetSize + " agreed");
        }
        rest = packetLength - PacketType.HEADER_LENGTH;
    }

    private void readPayload(int limit) throws IOException {
        if (rest > limit - length) {
            throw new ProtocolViolation("message of more than " + limit + " bytes");
        }
        if (length + rest > body.length) {
            body = Arrays.copyOf(body, (int) Math.min(limit, Math.max(length + rest, 2L * body.length)));
        }
        while (rest > 0) {
            if (!input.hasRemaining()) {
                fillOrFail();
            }
            int count = Math.min(rest, input.remaining());
            input.get(body, length, count);
            length += count;
            rest -= count;
        }
    }

    private void fillOrFail() throws IOException {
        if (!fill()) {
            throw new EOFException("closed by the client in the middle of a message");
        }
    }

    private boolean fill() throws IOException {
        input.compact();
        try {
            return transport.read(input) >= 0;
        } finally {
            input.flip();
        }
    }
}
