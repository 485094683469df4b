package dev.colloquy.instance.transport;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pauses between attempts to connect: each twice as long as the one before, a fifth more or less at random. One thread
 * asks for pauses; any may reset.
 */
final class BackOff {
    private final Duration first;
    private final Duration last;
    private volatile Duration next;

    BackOff(Duration first, Duration last) {
        this.first = first;
        this.last = last;
        this.next = first;
    }

    /** The pause to make now, in nanoseconds. */
    long nextNanos() {
        long nanos = next.toNanos();
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(last) > 0 ? last : doubled;
        return nanos + ThreadLocalRandom.current().nextLong(-nanos / 5, nanos / 5 + 1);
    }

    void reset() {
        next = first;
    }
}
