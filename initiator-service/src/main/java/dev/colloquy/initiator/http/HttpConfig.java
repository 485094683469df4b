package dev.colloquy.initiator.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the HTTP interface. */
@ConfigMapping(prefix = "colloquy.http")
interface HttpConfig {
    /** Longest wait that {@code Prefer: wait=N} is granted; a longer one is shortened to it; at least 1 s. */
    @WithDefault("60s")
    @DurationMin(seconds = 1)
    Duration longestWait();

    /** What {@code Retry-After} of a 503 says, and {@code retry} of an event stream; at least 1 s. */
    @WithDefault("5s")
    @DurationMin(seconds = 1)
    Duration retryAfter();

    /** Longest lifetime that a client may give to a conversation, 1 s to 24855 days, the largest LIFETIME. */
    @WithDefault("365d")
    @DurationMin(seconds = 1)
    @DurationMax(days = 24855)
    Duration longestLifetime();

    /** How many requests may be beginning or sending at once, a connection in hand or waiting for one, 1 to 100000. */
    @WithDefault("1000")
    @Min(1)
    @Max(100_000)
    int maxConcurrent();

    /** How long such a request may wait for a worker thread before it is answered 503, 1 ms or more. */
    @WithDefault("5s")
    @DurationMin(millis = 1)
    Duration queueTimeout();

    /**
     * How many messages the transmission queue may hold before nothing more is begun or sent, 1 or more, and less than
     * {@code colloquy.status.depth-limit}, where counting stops.
     */
    @WithDefault("5000")
    @Min(1)
    int maxTransmissionDepth();

    /** How many clients may follow the feed of replies as server-sent events at once, 0 to 100000. */
    @WithDefault("1000")
    @Min(0)
    @Max(100_000)
    int maxStreams();

    /** After how long without an event an event stream gets a comment, so that a lost client is noticed; 1 s to 1 h. */
    @WithDefault("15s")
    @DurationMin(seconds = 1)
    @DurationMax(hours = 1)
    Duration heartbeat();
}
