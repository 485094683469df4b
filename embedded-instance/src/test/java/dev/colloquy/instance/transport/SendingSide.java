package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.Acknowledgement;
import dev.colloquy.instance.broker.OutboundMessage;
import dev.colloquy.instance.broker.WireMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;

/** A transmission queue in memory: what is taken and not acknowledged is due again when the connection breaks. */
final class SendingSide implements OutboundQueue {
    static final UUID BROKER = UUID.fromString("00000000-0000-0000-0000-00000000000a");

    private final List<OutboundMessage> due = new ArrayList<>();
    private final List<OutboundMessage> inFlight = new ArrayList<>();
    private final List<String> statuses = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final TreeMap<UUID, Long> sequences = new TreeMap<>();

    synchronized void send(UUID conversation, byte[] body) {
        long sequence = sequences.merge(conversation, 0L, (last, zero) -> last + 1);
        WireMessage message = new WireMessage(
                conversation,
                true,
                sequence,
                WireMessage.Kind.MESSAGE,
                "to",
                Optional.empty(),
                "from",
                BROKER,
                "contract",
                "type",
                5,
                Instant.ofEpochMilli(2_000_000_000_000L),
                body);
        due.add(new OutboundMessage(5, conversation, message, false, 1, Optional.empty(), 0));
    }

    synchronized int unacknowledged() {
        return due.size() + inFlight.size();
    }

    synchronized List<String> statuses() {
        return List.copyOf(statuses);
    }

    synchronized List<String> errors() {
        return List.copyOf(errors);
    }

    @Override
    public synchronized List<OutboundMessage> take(String address, int maxMessages, long maxBytes) {
        List<OutboundMessage> taken = new ArrayList<>();
        long bytes = 0;
        for (Iterator<OutboundMessage> each = due.iterator(); each.hasNext() && taken.size() < maxMessages; ) {
            OutboundMessage message = each.next();
            byte[] body = message.message().body();
            bytes += body == null ? 0 : body.length;
            if (bytes > maxBytes && !taken.isEmpty()) {
                break;
            }
            taken.add(message);
            each.remove();
        }
        inFlight.addAll(taken);
        return taken;
    }

    @Override
    public synchronized void acknowledged(List<Acknowledgement> acknowledgements) {
        for (Acknowledgement ack : acknowledgements) {
            inFlight.removeIf(m -> m.message().conversationId().equals(ack.conversationId())
                    && m.message().sequence() <= ack.sequence());
        }
    }

    @Override
    public synchronized void refused(OutboundMessage message, String status) {
        statuses.add(status);
        inFlight.remove(message);
        due.add(0, message);
        due.sort((a, b) -> Long.compare(a.message().sequence(), b.message().sequence()));
    }

    @Override
    public synchronized void failed(OutboundMessage message, int errorCode, String description) {
        errors.add(errorCode + " " + description);
        inFlight.remove(message);
    }

    @Override
    public synchronized void disconnected(String address, String status) {
        statuses.add(status);
        due.addAll(0, inFlight);
        inFlight.clear();
    }

    @Override
    public void reconnected(String address) {
        // Everything is due at once in any case.
    }

    @Override
    public synchronized OptionalLong millisToNext(String address) {
        return due.isEmpty()
                ? (inFlight.isEmpty() ? OptionalLong.empty() : OptionalLong.of(1_000))
                : OptionalLong.of(0);
    }
}
