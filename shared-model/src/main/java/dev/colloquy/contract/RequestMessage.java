package dev.colloquy.contract;

import java.util.Objects;

/**
 * What the initiator asks: {@code <RequestMsg>text</RequestMsg>} on the wire.
 *
 * @param text characters that XML 1.0 can carry; may be empty
 */
public record RequestMessage(String text) {
    /** Refuses null. */
    public RequestMessage {
        Objects.requireNonNull(text, "text");
    }
}
