package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Transaction;

/** A message in a queue. Its body may be only in the store; the rest is in memory. */
final class QueueMessage {
    static final int RETAINED_RECEIVED = 0;
    static final int READY = 1;
    static final int RETAINED_SENT = 3;

    final long id;
    final Dialog dialog;
    final long queuingOrder;
    final long sequence;
    final int messageTypeId;
    /** Epoch milliseconds. */
    final long enqueued;

    final StoredBody body;

    /** Guarded by the queue's lock, as are the following. */
    int status;
    /** The open transaction that has received it. */
    Transaction receiver;

    boolean deleted;

    QueueMessage(
            long id,
            Dialog dialog,
            long queuingOrder,
            long sequence,
            int messageTypeId,
            int status,
            long enqueued,
            StoredBody body) {
        this.id = id;
        this.dialog = dialog;
        this.queuingOrder = queuingOrder;
        this.sequence = sequence;
        this.messageTypeId = messageTypeId;
        this.status = status;
        this.enqueued = enqueued;
        this.body = body;
    }

    /** Place inside its conversation: timers first, then errors, then by sequence. */
    long order() {
        return switch (messageTypeId) {
            case MessageType.DIALOG_TIMER_ID -> Long.MIN_VALUE + id;
            case MessageType.ERROR_ID -> Long.MIN_VALUE / 2 + id;
            default -> sequence;
        };
    }
}
