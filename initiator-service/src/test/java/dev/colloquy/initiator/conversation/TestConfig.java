package dev.colloquy.initiator.conversation;

import java.time.Duration;

/** Waits long enough for any machine. */
final class TestConfig implements CollectorConfig {
    @Override
    public int workers() {
        return 2;
    }

    @Override
    public int maxWorkers() {
        return workers();
    }

    @Override
    public int batch() {
        return 32;
    }

    @Override
    public Duration waitFor() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Duration stopGrace() {
        return Duration.ofSeconds(20);
    }

    @Override
    public Duration firstBackoff() {
        return Duration.ofMillis(10);
    }

    @Override
    public Duration longestBackoff() {
        return Duration.ofMillis(100);
    }
}
