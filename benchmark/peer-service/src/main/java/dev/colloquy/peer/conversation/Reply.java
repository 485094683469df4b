package dev.colloquy.peer.conversation;

import java.time.Instant;

/**
 * What the target said.
 *
 * @param text of the reply
 * @param filedAt when it was filed with its conversation
 */
public record Reply(String text, Instant filedAt) {}
