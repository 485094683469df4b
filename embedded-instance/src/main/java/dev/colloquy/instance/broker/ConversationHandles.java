package dev.colloquy.instance.broker;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * New conversation handles. Each sorts after those before it, as SQL Server's do: a table with an index on the handle
 * grows at one end of it, where random handles would rewrite a page of it each. They begin with the time, and half of
 * them is random, so that no two instances make the same one and none can be guessed.
 */
final class ConversationHandles {
    private static final int COUNTER_BITS = 12;
    private static final long COUNTER = (1L << COUNTER_BITS) - 1;
    /** The version digit of a time-ordered UUID (RFC 9562, 5.7). */
    private static final long VERSION = 0x7000L;

    /** Milliseconds since 1970, and a counter within each. */
    private final AtomicLong last = new AtomicLong();

    /** A handle that was not used before; greater than those before, also when the clock is set back. */
    UUID next() {
        long tick = last.updateAndGet(former -> Math.max(former + 1, System.currentTimeMillis() << COUNTER_BITS));
        long time = (tick >>> COUNTER_BITS) << 16;
        return new UUID(time | VERSION | (tick & COUNTER), UUID.randomUUID().getLeastSignificantBits());
    }
}
