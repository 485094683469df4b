package dev.colloquy.initiator.conversation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Meters of the conversations that this process begins and collects. {@link ConversationsInFlight} has one more.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>tags</th><th>figure</th></tr>
 * <tr><td>{@code colloquy.conversations.begun}</td><td></td><td>conversations begun</td></tr>
 * <tr><td>{@code colloquy.conversations.replied}</td><td></td><td>conversations whose reply was filed</td></tr>
 * <tr><td>{@code colloquy.conversations.failed}</td><td></td><td>conversations that ended with an Error message, for
 *     another reason than their lifetime</td></tr>
 * <tr><td>{@code colloquy.conversations.expired}</td><td></td><td>conversations whose lifetime was over before they
 *     were completed</td></tr>
 * <tr><td>{@code colloquy.roundtrip}</td><td></td><td>from begin to the filing of the first reply, by the instance's
 *     clock</td></tr>
 * <tr><td>{@code colloquy.feed.position}</td><td></td><td>largest position of the feed that this process knows</td></tr>
 * <tr><td>{@code colloquy.waits}</td><td></td><td>clients that wait in this process</td></tr>
 * </table>
 */
@Singleton
class ConversationMeters {
    private final Counter begun;
    private final Counter replied;
    private final Counter failed;
    private final Counter expired;
    private final Timer roundtrip;

    @Inject
    ConversationMeters(MeterRegistry registry, FeedWaiters feed, WaitLimit waits) {
        begun = Counter.builder("colloquy.conversations.begun")
                .description("Conversations begun")
                .register(registry);
        replied = Counter.builder("colloquy.conversations.replied")
                .description("Conversations whose reply was filed")
                .register(registry);
        failed = Counter.builder("colloquy.conversations.failed")
                .description("Conversations that ended with an Error message, expired ones excepted")
                .register(registry);
        expired = Counter.builder("colloquy.conversations.expired")
                .description("Conversations whose lifetime was over before they were completed")
                .register(registry);
        roundtrip = Timer.builder("colloquy.roundtrip")
                .description("From begin to the filing of the first reply")
                .register(registry);
        Gauge.builder("colloquy.feed.position", feed, FeedWaiters::last)
                .description("Largest position of the feed that this process knows")
                .strongReference(true)
                .register(registry);
        Gauge.builder("colloquy.waits", waits, WaitLimit::taken)
                .description("Clients that wait in this process")
                .strongReference(true)
                .register(registry);
    }

    void begun() {
        begun.increment();
    }

    void filed(Outcome outcome) {
        if (outcome.bringsReply()) {
            replied.increment();
            outcome.repliedAt().ifPresent(at -> roundtrip.record(Duration.between(outcome.begunAt(), at)));
        }
        if (outcome.state() == ConversationState.FAILED) {
            failed.increment();
        } else if (outcome.state() == ConversationState.EXPIRED) {
            expired.increment();
        }
    }
}
