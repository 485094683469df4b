package dev.colloquy.initiator.conversation;

/** The conversation has ended, or the target has ended its side, so nothing can be sent. Nothing was changed. */
public final class ConversationNotOpen extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConversationNotOpen() {
        super("the conversation is not open any more");
    }
}
