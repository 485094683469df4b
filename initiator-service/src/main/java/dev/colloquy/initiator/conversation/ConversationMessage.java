package dev.colloquy.initiator.conversation;

import java.time.Instant;

/**
 * A message of a dialog.
 *
 * @param direction who sent it
 * @param text what the request or the reply says; of a reply that cannot be read, what came
 * @param at when it was sent or filed, by the instance's clock
 */
public record ConversationMessage(Direction direction, String text, Instant at) {
    /** Who sent a message. */
    public enum Direction {
        /** Sent by the initiator. */
        REQUEST,
        /** Sent by the target. */
        REPLY
    }
}
