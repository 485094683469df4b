package dev.colloquy.benchmark.chaos;

import java.util.Locale;

/** A way through the network, from who connects to who is connected to. */
enum Link {
    CLIENTS_TO_INITIATOR,
    INITIATOR_TO_ITS_INSTANCE,
    TARGET_TO_ITS_INSTANCE,
    INSTANCES_TO_TARGET,
    INSTANCES_TO_INITIATOR,
    INITIATOR_TO_TARGET,
    TARGET_TO_INITIATOR;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
