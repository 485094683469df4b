package dev.colloquy.initiator.conversation;

/**
 * A conversation that was begun, now or by an earlier request with the same idempotency key.
 *
 * @param conversation as it stands
 * @param created whether it was begun now
 */
public record Beginning(Conversation conversation, boolean created) {}
