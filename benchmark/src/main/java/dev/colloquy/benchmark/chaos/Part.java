package dev.colloquy.benchmark.chaos;

import java.util.Locale;

/** A process of the system. */
enum Part {
    INITIATOR_INSTANCE,
    TARGET_INSTANCE,
    INITIATOR_SERVICE,
    TARGET_SERVICE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
