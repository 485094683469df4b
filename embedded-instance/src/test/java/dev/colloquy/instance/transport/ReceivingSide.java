package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.Disposition;
import dev.colloquy.instance.broker.InboundMessage;
import dev.colloquy.instance.broker.Located;
import dev.colloquy.instance.broker.WireMessage;
import dev.colloquy.instance.storage.Database;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A database in memory that takes messages in order, once. */
final class ReceivingSide implements InboundQueue {
    private static final Database DATABASE =
            new Database(6, "TargetDB", UUID.randomUUID(), true, false, false, false, LocalDateTime.MIN);

    private final Map<UUID, List<byte[]>> received = new HashMap<>();
    private int duplicates;
    private volatile Optional<String> refusal = Optional.empty();
    private volatile boolean fail;

    void refuseWith(Optional<String> status) {
        refusal = status;
    }

    /** The disk is full: batches fail as long as this is on. */
    void failing(boolean now) {
        fail = now;
    }

    synchronized List<byte[]> received(UUID conversation) {
        return new ArrayList<>(received.getOrDefault(conversation, List.of()));
    }

    synchronized int count() {
        return received.values().stream().mapToInt(List::size).sum();
    }

    synchronized int duplicates() {
        return duplicates;
    }

    @Override
    public Located locate(WireMessage header) {
        return refusal.isPresent()
                ? new Located(Optional.empty(), refusal, Optional.empty())
                : new Located(Optional.of(DATABASE), Optional.empty(), Optional.empty());
    }

    @Override
    public CompletableFuture<List<Disposition>> accept(List<InboundMessage> batch) {
        if (fail) {
            return CompletableFuture.failedFuture(new IllegalStateException("the disk is full"));
        }
        return CompletableFuture.supplyAsync(() -> store(batch));
    }

    private synchronized List<Disposition> store(List<InboundMessage> batch) {
        List<Disposition> dispositions = new ArrayList<>();
        for (InboundMessage inbound : batch) {
            WireMessage message = inbound.message();
            List<byte[]> bodies = received.computeIfAbsent(message.conversationId(), c -> new ArrayList<>());
            if (message.sequence() < bodies.size()) {
                duplicates++;
                dispositions.add(new Disposition(Disposition.Kind.DUPLICATE, bodies.size() - 1, 0, ""));
            } else if (message.sequence() > bodies.size()) {
                dispositions.add(new Disposition(Disposition.Kind.REFUSED, -1, 0, Disposition.EARLIER_MISSING));
            } else {
                bodies.add(message.body());
                dispositions.add(new Disposition(Disposition.Kind.ACCEPTED, message.sequence(), 0, ""));
            }
        }
        return dispositions;
    }
}
