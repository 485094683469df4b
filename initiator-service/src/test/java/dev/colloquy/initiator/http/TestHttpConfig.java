package dev.colloquy.initiator.http;

import java.time.Duration;

/** Settings with small limits. */
final class TestHttpConfig implements HttpConfig {
    static final int MAX_CONCURRENT = 3;
    static final int MAX_TRANSMISSION_DEPTH = 10;

    @Override
    public Duration longestWait() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Duration retryAfter() {
        return Duration.ofMillis(10);
    }

    @Override
    public Duration longestLifetime() {
        return Duration.ofDays(1);
    }

    @Override
    public int maxConcurrent() {
        return MAX_CONCURRENT;
    }

    @Override
    public Duration queueTimeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public int maxTransmissionDepth() {
        return MAX_TRANSMISSION_DEPTH;
    }

    @Override
    public int maxStreams() {
        return 2;
    }

    @Override
    public Duration heartbeat() {
        return Duration.ofMillis(10);
    }
}
