package dev.colloquy.instance.broker;

/** A message in the transmission queue: not yet acknowledged by the far side. */
final class Transmission {
    final long id;
    final Dialog dialog;
    final long sequence;
    final WireMessage.Kind kind;
    final String messageType;
    /** Epoch milliseconds. */
    final long enqueued;

    final StoredBody body;

    /** The commit is on disk, so the message may leave. */
    volatile boolean durable;
    /** Number of the latest attempt, 0 before the first; guarded by {@link Pending}. */
    long attempt;
    /** Nothing before it was unacknowledged at the latest attempt; guarded by {@link Pending}. */
    boolean sentFirst;

    Transmission(
            long id,
            Dialog dialog,
            long sequence,
            WireMessage.Kind kind,
            String messageType,
            long enqueued,
            StoredBody body) {
        this.id = id;
        this.dialog = dialog;
        this.sequence = sequence;
        this.kind = kind;
        this.messageType = messageType;
        this.enqueued = enqueued;
        this.body = body;
    }
}
