package dev.colloquy.peer.conversation;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Handles of new conversations: UUIDs of version 7 (RFC 9562 5.7 "UUID Version 7"), which ascend with time, so that an
 * index of them grows at one end.
 */
public final class Handles {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int RANDOM_IN_FIRST_HALF = 0x1000;

    private Handles() {}

    /** A handle that no conversation has. */
    public static UUID next() {
        return at(System.currentTimeMillis());
    }

    /** A handle of the given time, in milliseconds since 1970. */
    static UUID at(long millis) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(
                (millis << 16) | VERSION | random.nextInt(RANDOM_IN_FIRST_HALF), VARIANT | (random.nextLong() >>> 2));
    }
}
