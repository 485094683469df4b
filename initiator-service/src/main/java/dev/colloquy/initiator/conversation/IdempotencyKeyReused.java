package dev.colloquy.initiator.conversation;

/** The idempotency key belongs to another request that has begun a conversation, or was sent in one. Nothing was changed. */
public final class IdempotencyKeyReused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IdempotencyKeyReused() {
        super("the idempotency key belongs to another request");
    }
}
