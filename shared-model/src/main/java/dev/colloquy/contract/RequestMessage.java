package dev.colloquy.contract;

import java.util.Objects;
import java.util.Optional;

/**
 * What the initiator asks: {@code <RequestMsg>text</RequestMsg>} on the wire.
 *
 * @param text characters that XML 1.0 can carry; may be empty
 * @param trace where in a trace it was sent; empty if it is not traced
 */
public record RequestMessage(String text, Optional<TraceContext> trace) {
    /** Refuses null. */
    public RequestMessage {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(trace, "trace");
    }

    /** One that is not traced. */
    public RequestMessage(String text) {
        this(text, Optional.empty());
    }

    /** The same request, sent from there. */
    public RequestMessage tracedBy(Optional<TraceContext> context) {
        return new RequestMessage(text, context);
    }
}
