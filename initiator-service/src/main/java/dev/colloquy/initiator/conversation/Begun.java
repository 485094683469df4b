package dev.colloquy.initiator.conversation;

/**
 * What the instance tells of a request to begin.
 *
 * @param conversation as it stands
 * @param created whether it was begun now, and not found by its idempotency key
 * @param hashMatches whether it was begun with the same request
 */
record Begun(Conversation conversation, boolean created, boolean hashMatches) {}
