package dev.colloquy.target.receive;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * How often requests have failed, by conversation handle. In memory: a restart gives a request all its attempts again.
 * It keeps a bounded number of requests and forgets the one whose first failure is the oldest. Safe for use by many
 * threads.
 */
final class Attempts {
    private static final int CAPACITY = 10_000;

    private final Map<UUID, Integer> failures = new LinkedHashMap<>();

    /** Counts a failure; returns how many there are now. */
    synchronized int failed(UUID handle) {
        int count = failures.merge(handle, 1, Integer::sum);
        if (failures.size() > CAPACITY) {
            failures.remove(failures.keySet().iterator().next());
        }
        return count;
    }

    /** How often a request has failed. */
    synchronized int failures(UUID handle) {
        return failures.getOrDefault(handle, 0);
    }

    /** Forgets a request that is done. */
    synchronized void done(UUID handle) {
        failures.remove(handle);
    }
}
