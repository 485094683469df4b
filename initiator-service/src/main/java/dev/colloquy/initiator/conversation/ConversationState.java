package dev.colloquy.initiator.conversation;

/** Where a conversation stands in the ledger; stored by name. */
public enum ConversationState {
    /** The request is sent, nothing has come back. */
    BEGUN,
    /** A reply is filed; the target has not ended its side yet. */
    REPLIED,
    /** Both sides have ended it. */
    COMPLETED,
    /** Ended with an error, by the target or by Service Broker. */
    FAILED,
    /** Ended because its lifetime was over. */
    EXPIRED,
    /** Ended by the initiator before the target had. */
    ENDED;

    /** Whether the target may still send something. */
    public boolean isOpen() {
        return this == BEGUN || this == REPLIED;
    }
}
