package dev.colloquy.initiator.conversation;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * Meters of the conversations that this process begins and collects.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>tags</th><th>figure</th></tr>
 * <tr><td>{@code colloquy.conversations.begun}</td><td></td><td>conversations begun</td></tr>
 * <tr><td>{@code colloquy.conversations.replied}</td><td></td><td>conversations whose reply was filed</td></tr>
 * <tr><td>{@code colloquy.conversations.failed}</td><td>{@code reason}: {@code error}, {@code expired}</td>
 *     <td>conversations that ended with an Error message</td></tr>
 * <tr><td>{@code colloquy.conversations.roundtrip}</td><td></td><td>from begin to the filing of the reply, by the
 *     instance's clock</td></tr>
 * <tr><td>{@code colloquy.conversations.in.flight}</td><td></td><td>open conversations in the ledger, see
 *     {@link ConversationsInFlight}</td></tr>
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
    ConversationMeters(MeterRegistry registry, ConversationsInFlight inFlight) {
        begun = Counter.builder("colloquy.conversations.begun")
                .description("Conversations begun")
                .register(registry);
        replied = Counter.builder("colloquy.conversations.replied")
                .description("Conversations whose reply was filed")
                .register(registry);
        failed = failed("error", registry);
        expired = failed("expired", registry);
        roundtrip = Timer.builder("colloquy.conversations.roundtrip")
                .description("From begin to the filing of the reply")
                .register(registry);
        Gauge.builder("colloquy.conversations.in.flight", inFlight, ConversationsInFlight::lastCount)
                .description("Open conversations in the ledger")
                .strongReference(true)
                .register(registry);
    }

    private static Counter failed(String reason, MeterRegistry registry) {
        return Counter.builder("colloquy.conversations.failed")
                .description("Conversations that ended with an Error message")
                .tag("reason", reason)
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
