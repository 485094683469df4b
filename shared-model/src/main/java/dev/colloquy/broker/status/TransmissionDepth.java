package dev.colloquy.broker.status;

import java.util.OptionalInt;

/** How many messages wait to be sent, for those who have to slow down when they are too many. */
@FunctionalInterface
public interface TransmissionDepth {
    /**
     * The depth of the transmission queue as the last look at it found it; saturates at the depth limit. Never waits.
     *
     * @return empty if the last look has failed, or there was none yet
     */
    OptionalInt last();
}
