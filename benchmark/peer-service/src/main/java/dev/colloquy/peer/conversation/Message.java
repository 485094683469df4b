package dev.colloquy.peer.conversation;

import java.util.UUID;

/**
 * A request or a reply.
 *
 * @param handle of its conversation
 * @param text what is said
 */
public record Message(UUID handle, String text) {}
