package dev.colloquy.contract;

import java.util.Objects;

/**
 * Body of {@link SimpleContract#ERROR}: why a conversation has failed.
 *
 * @param code positive: what END CONVERSATION WITH ERROR was given; negative: the number of an error that Service Broker
 *     itself has found, negated, such as -8489 for a lifetime that has expired
 * @param description for a person; may be empty
 */
public record ErrorMessage(int code, String description) {
    /** Refuses null. */
    public ErrorMessage {
        Objects.requireNonNull(description, "description");
    }
}
