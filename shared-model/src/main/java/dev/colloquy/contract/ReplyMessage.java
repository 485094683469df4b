package dev.colloquy.contract;

import java.util.Objects;

/**
 * What the target answers: {@code <ReplyMsg>text</ReplyMsg>} on the wire.
 *
 * @param text characters that XML 1.0 can carry; may be empty
 */
public record ReplyMessage(String text) {
    /** Refuses null. */
    public ReplyMessage {
        Objects.requireNonNull(text, "text");
    }
}
