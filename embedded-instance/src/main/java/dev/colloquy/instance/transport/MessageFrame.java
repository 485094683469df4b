package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.WireMessage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * The MESSAGE frame: a message with the first part of its body; FRAGMENT frames of the same stream bring the rest.
 *
 * <pre>
 * size  field
 *    4  stream        number of the message on this connection
 *   16  conversationId
 *    1  flags         1 fromInitiator, 2 body present, 4 toBroker, 8 keyId, 16 key exchange
 *    1  kind          ordinal of {@link WireMessage.Kind}
 *    8  sequence
 *    1  priority
 *    8  expires       milliseconds since 1970, UTC
 *   16  fromBroker
 *  [16] toBroker
 *  [16] keyId         the body is sealed by this key
 * [2+n] keyExchange   the key itself, for a receiver that may not have it
 *  2+n  toService, fromService, contract, messageType   UTF-8
 *    4  bodyLength    of the whole body as it travels
 *    n  body          its first part
 * </pre>
 *
 * @param message     its body is null; the body travels beside it
 * @param bodyPresent false for a message without a body
 * @param body        the part of the body in this frame, as it travels (sealed or clear)
 */
record MessageFrame(
        int stream,
        WireMessage message,
        boolean bodyPresent,
        Optional<UUID> keyId,
        Optional<byte[]> keyExchange,
        int bodyLength,
        byte[] body) {
    /** Longest part of a body in one frame. */
    static final int FRAGMENT = 128 * 1024;

    private static final int FROM_INITIATOR = 1;
    private static final int BODY = 2;
    private static final int TO_BROKER = 4;
    private static final int KEY_ID = 8;
    private static final int KEY_EXCHANGE = 16;
    private static final WireMessage.Kind[] KINDS = WireMessage.Kind.values();

    /** Writes the frame with as much of the body as one frame takes; the body is the whole one. */
    static void write(
            FrameOutput out,
            int stream,
            WireMessage message,
            Optional<UUID> keyId,
            Optional<byte[]> keyExchange,
            byte[] body)
            throws IOException {
        int flags = (message.fromInitiator() ? FROM_INITIATOR : 0)
                | (message.body() != null ? BODY : 0)
                | (message.toBroker().isPresent() ? TO_BROKER : 0)
                | (keyId.isPresent() ? KEY_ID : 0)
                | (keyExchange.isPresent() ? KEY_EXCHANGE : 0);
        out.begin(FrameType.MESSAGE)
                .putInt(stream)
                .putUuid(message.conversationId())
                .putByte(flags)
                .putByte(message.kind().ordinal())
                .putLong(message.sequence())
                .putByte(message.priority())
                .putLong(message.expires().toEpochMilli())
                .putUuid(message.fromBroker());
        message.toBroker().ifPresent(out::putUuid);
        keyId.ifPresent(out::putUuid);
        keyExchange.ifPresent(out::putField);
        out.putText(message.toService())
                .putText(message.fromService())
                .putText(message.contract())
                .putText(message.messageType())
                .putInt(body.length)
                .putBytes(body, 0, Math.min(body.length, FRAGMENT));
        out.end();
    }

    /** Reads the frame. */
    static MessageFrame read(Frame in) throws ProtocolViolation {
        int stream = in.readInt();
        UUID conversationId = in.readUuid();
        int flags = in.readByte();
        int kind = in.readByte();
        if (kind >= KINDS.length) {
            throw new ProtocolViolation("unknown kind of message " + kind);
        }
        long sequence = in.readLong();
        int priority = in.readByte();
        long expires = in.readLong();
        UUID fromBroker = in.readUuid();
        Optional<UUID> toBroker = has(flags, TO_BROKER) ? Optional.of(in.readUuid()) : Optional.empty();
        Optional<UUID> keyId = has(flags, KEY_ID) ? Optional.of(in.readUuid()) : Optional.empty();
        Optional<byte[]> keyExchange = has(flags, KEY_EXCHANGE) ? Optional.of(in.readField()) : Optional.empty();
        WireMessage message = new WireMessage(
                conversationId,
                has(flags, FROM_INITIATOR),
                sequence,
                KINDS[kind],
                in.readText(),
                toBroker,
                in.readText(),
                fromBroker,
                in.readText(),
                in.readText(),
                priority,
                Instant.ofEpochMilli(expires),
                null);
        int bodyLength = in.readInt();
        byte[] body = in.readBytes(in.remaining());
        if (bodyLength < body.length || sequence < 0) {
            throw new ProtocolViolation("a message with a body of " + bodyLength + " bytes, sequence " + sequence);
        }
        return new MessageFrame(stream, message, has(flags, BODY), keyId, keyExchange, bodyLength, body);
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }

    /**
     * What is sealed together with the body: everything that says to whom the message belongs and what it means. Not
     * the broker instances: the sender learns the receiver's only with the first acknowledgement.
     */
    static byte[] associated(WireMessage message, boolean bodyPresent) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(160);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(message.conversationId().getMostSignificantBits());
            out.writeLong(message.conversationId().getLeastSignificantBits());
            out.writeBoolean(message.fromInitiator());
            out.writeLong(message.sequence());
            out.writeByte(message.kind().ordinal());
            out.writeBoolean(bodyPresent);
            out.writeUTF(message.toService());
            out.writeUTF(message.fromService());
            out.writeUTF(message.contract());
            out.writeUTF(message.messageType());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static WireMessage withBody(WireMessage head, byte[] body) {
        return new WireMessage(
                head.conversationId(),
                head.fromInitiator(),
                head.sequence(),
                head.kind(),
                head.toService(),
                head.toBroker(),
                head.fromService(),
                head.fromBroker(),
                head.contract(),
                head.messageType(),
                head.priority(),
                head.expires(),
                body);
    }
}
