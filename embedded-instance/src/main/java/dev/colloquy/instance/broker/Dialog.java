package dev.colloquy.instance.broker;

import java.util.ArrayDeque;
import java.util.NavigableMap;
import java.util.UUID;

/** A conversation endpoint: one side of a dialog in one database. */
final class Dialog {
    /** The lifetime of a dialog without LIFETIME, in seconds. */
    static final int DEFAULT_LIFETIME = Integer.MAX_VALUE;

    static final int DEFAULT_PRIORITY = 5;

    final long id;
    final int databaseId;
    final UUID handle;
    final UUID conversationId;
    final boolean initiator;
    final int serviceId;
    final int contractId;
    final String farService;
    /** Epoch milliseconds. */
    final long expires;

    final boolean encryption;
    final int priority = DEFAULT_PRIORITY;

    /** Changes by MOVE CONVERSATION, whose transaction holds the former and the new group until it ends. */
    volatile ConversationGroup group;
    /** The group as committed, for readers other than that transaction. */
    volatile ConversationGroup committedGroup;

    /** As committed. Written by commits that hold the conversation's lock. */
    volatile Progress progress;
    /** False until the transaction that begins it commits. */
    volatile boolean published;

    volatile boolean removed;
    /** The transaction that holds the group sets the timer anew: the former one must not fire any more. */
    volatile boolean timerChanging;

    /** Ready messages in the order of RECEIVE; guarded by the queue's lock. Null if there are none. */
    NavigableMap<Long, QueueMessage> ready;
    /** Queuing order of the first ready message while the dialog is in its group's index. */
    long readyOrder;
    /** Messages received and retained, and retained copies of sent ones; guarded by the queue's lock. Null if none. */
    ArrayDeque<QueueMessage> others;

    /** What the far side has not acknowledged. */
    final Pending pending = new Pending();

    Dialog(
            long id,
            int databaseId,
            UUID handle,
            UUID conversationId,
            boolean initiator,
            int serviceId,
            int contractId,
            ConversationGroup group,
            String farService,
            long expires,
            boolean encryption,
            Progress progress) {
        this.id = id;
        this.databaseId = databaseId;
        this.handle = handle;
        this.conversationId = conversationId;
        this.initiator = initiator;
        this.serviceId = serviceId;
        this.contractId = contractId;
        this.group = group;
        this.committedGroup = group;
        // As many endpoints name the same few services, and closed ones are remembered for long.
        this.farService = farService.intern();
        this.expires = expires;
        this.encryption = encryption;
        this.progress = progress;
    }
}
