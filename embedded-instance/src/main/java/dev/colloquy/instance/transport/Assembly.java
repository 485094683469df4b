package dev.colloquy.instance.transport;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Puts the fragments of long messages together. Memory is taken as fragments arrive, not as lengths are announced. */
final class Assembly {
    private static final int MOST_AT_ONCE = 64;

    private final int maximumMessageBytes;
    private final Map<Integer, Partial> partials = new HashMap<>();
    private long held;

    Assembly(int maximumMessageBytes) {
        this.maximumMessageBytes = maximumMessageBytes;
    }

    /** Takes a MESSAGE or FRAGMENT frame; returns the message that is complete with it. */
    Optional<ArrivedMessage> add(Frame frame) throws ProtocolViolation {
        return frame.type() == FrameType.MESSAGE ? begin(MessageFrame.read(frame)) : append(frame);
    }

    private Optional<ArrivedMessage> begin(MessageFrame head) throws ProtocolViolation {
        if (head.body().length == head.bodyLength()) {
            return Optional.of(arrived(head, head.body()));
        }
        if (head.bodyLength() > maximumMessageBytes || partials.size() >= MOST_AT_ONCE) {
            throw new ProtocolViolation(
                    "a message of " + head.bodyLength() + " bytes beside " + partials.size() + " incomplete ones");
        }
        Partial partial = new Partial(head);
        hold(head.body().length);
        partial.body.write(head.body(), 0, head.body().length);
        if (partials.put(head.stream(), partial) != null) {
            throw new ProtocolViolation("stream " + head.stream() + " begins twice");
        }
        return Optional.empty();
    }

    private Optional<ArrivedMessage> append(Frame frame) throws ProtocolViolation {
        int stream = frame.readInt();
        Partial partial = partials.get(stream);
        int count = frame.remaining();
        if (partial == null || count == 0 || partial.body.size() + count > partial.head.bodyLength()) {
            throw new ProtocolViolation("a fragment of " + count + " bytes for stream " + stream);
        }
        hold(count);
        partial.body.write(frame.readBytes(count), 0, count);
        if (partial.body.size() < partial.head.bodyLength()) {
            return Optional.empty();
        }
        partials.remove(stream);
        held -= partial.body.size();
        return Optional.of(arrived(partial.head, partial.body.toByteArray()));
    }

    private void hold(int count) throws ProtocolViolation {
        held += count;
        if (held > (long) maximumMessageBytes + MessageFrame.FRAGMENT) {
            throw new ProtocolViolation("incomplete messages of " + held + " bytes");
        }
    }

    private static ArrivedMessage arrived(MessageFrame head, byte[] body) {
        return new ArrivedMessage(
                head.stream(), head.message(), head.bodyPresent(), head.keyId(), head.keyExchange(), body);
    }

    private static final class Partial {
        private final MessageFrame head;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream();

        Partial(MessageFrame head) {
            this.head = head;
        }
    }
}
