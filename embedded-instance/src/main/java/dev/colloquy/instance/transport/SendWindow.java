package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.Acknowledgement;
import dev.colloquy.instance.broker.OutboundMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The messages that have gone out on a connection and are not answered yet. Used by its sender and its reader. */
final class SendWindow {
    static final int MOST_MESSAGES = 1_024;
    static final long MOST_BYTES = 16L * 1024 * 1024;

    private final Map<Integer, Pending> byStream = new HashMap<>();
    private final Map<Direction, Deque<Pending>> byDirection = new HashMap<>();
    private int lastStream;
    private long bytes;

    synchronized Pending add(OutboundMessage message, int size, Optional<UUID> keyId) {
        Pending pending = new Pending(++lastStream, message, size, keyId);
        byStream.put(pending.stream, pending);
        byDirection.computeIfAbsent(direction(message), d -> new ArrayDeque<>()).add(pending);
        bytes += size;
        return pending;
    }

    synchronized int roomForMessages() {
        return MOST_MESSAGES - byStream.size();
    }

    /** One message is always let in, however long. */
    synchronized long roomForBytes() {
        return MOST_BYTES - bytes;
    }

    /**
     * Takes out what a cumulative acknowledgement covers.
     *
     * @param acknowledged receives it
     * @return the acknowledgement, cut down to what was really sent; empty if nothing is covered
     */
    synchronized Optional<Acknowledgement> acknowledge(Acknowledgement ack, List<Pending> acknowledged) {
        Deque<Pending> pending = byDirection.get(new Direction(ack.conversationId(), ack.fromInitiator()));
        if (pending == null) {
            return Optional.empty();
        }
        long highest = -1;
        for (Iterator<Pending> each = pending.iterator(); each.hasNext(); ) {
            Pending message = each.next();
            if (message.sequence() <= ack.sequence()) {
                highest = Math.max(highest, message.sequence());
                acknowledged.add(message);
                each.remove();
                forget(message);
            }
        }
        if (pending.isEmpty()) {
            byDirection.remove(new Direction(ack.conversationId(), ack.fromInitiator()));
        }
        return highest < 0
                ? Optional.empty()
                : Optional.of(new Acknowledgement(ack.conversationId(), ack.fromInitiator(), highest, ack.farBroker()));
    }

    /** Takes out a message that the peer has answered by itself. */
    synchronized Optional<Pending> remove(int stream) {
        Pending message = byStream.get(stream);
        if (message == null) {
            return Optional.empty();
        }
        forget(message);
        Direction direction = direction(message.message);
        Deque<Pending> others = byDirection.get(direction);
        others.remove(message);
        if (others.isEmpty()) {
            byDirection.remove(direction);
        }
        return Optional.of(message);
    }

    private void forget(Pending message) {
        byStream.remove(message.stream);
        bytes -= message.size;
    }

    private static Direction direction(OutboundMessage message) {
        return new Direction(
                message.message().conversationId(), message.message().fromInitiator());
    }

    private record Direction(UUID conversationId, boolean fromInitiator) {}

    /** A message on its way. */
    static final class Pending {
        private final int stream;
        private final OutboundMessage message;
        private final int size;
        private final Optional<UUID> keyId;

        private Pending(int stream, OutboundMessage message, int size, Optional<UUID> keyId) {
            this.stream = stream;
            this.message = message;
            this.size = size;
            this.keyId = keyId;
        }

        int stream() {
            return stream;
        }

        OutboundMessage message() {
            return message;
        }

        Optional<UUID> keyId() {
            return keyId;
        }

        long sequence() {
            return message.message().sequence();
        }
    }
}
