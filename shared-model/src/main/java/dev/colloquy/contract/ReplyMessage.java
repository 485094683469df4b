package dev.colloquy.contract;

import java.util.Objects;
import java.util.Optional;

/**
 * What the target answers: {@code <ReplyMsg>text</ReplyMsg>} on the wire.
 *
 * @param text characters that XML 1.0 can carry; may be empty
 * @param trace where in a trace it was sent; empty if it is not traced
 */
public record ReplyMessage(String text, Optional<TraceContext> trace) {
    /** Refuses null. */
    public ReplyMessage {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(trace, "trace");
    }

    /** One that is not traced. */
    public ReplyMessage(String text) {
        this(text, Optional.empty());
    }

    /** The same reply, sent from there. */
    public ReplyMessage tracedBy(Optional<TraceContext> context) {
        return new ReplyMessage(text, context);
    }
}
