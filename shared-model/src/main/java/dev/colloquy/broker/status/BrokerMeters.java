package dev.colloquy.broker.status;

import dev.colloquy.broker.receive.LoopState;
import dev.colloquy.broker.status.BrokerStatus.DialogCertificate;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Gauges over the last sample, so a scrape never waits for the instance. A gauge whose figure is not known, as the last
 * attempt to read it failed, is NaN.
 *
 * <table>
 * <caption>Gauges</caption>
 * <tr><th>name</th><th>tags</th><th>figure</th></tr>
 * <tr><td>{@code colloquy.queue.depth}</td><td>{@code queue}</td><td>messages in the queue; saturates</td></tr>
 * <tr><td>{@code colloquy.transmission.depth}</td><td></td><td>messages to be sent to the peer; saturates</td></tr>
 * <tr><td>{@code colloquy.transmission.oldest.age}</td><td></td><td>seconds that the oldest of them has waited; 0 if
 *     there is none</td></tr>
 * <tr><td>{@code colloquy.conversation.endpoints}</td><td>{@code state}: {@code state_desc}</td><td>endpoints;
 *     their sum saturates</td></tr>
 * <tr><td>{@code colloquy.certificate.days.left}</td><td></td><td>until the dialog certificate that expires first
 *     does; negative if it has; NaN if there is none</td></tr>
 * <tr><td>{@code colloquy.loop.running}</td><td>{@code queue}</td><td>1 if the receive loop receives, 0 if
 *     not</td></tr>
 * </table>
 *
 * <p>Figures saturate at the depth limit of the {@link BrokerStatusReader}.
 */
public final class BrokerMeters implements MeterBinder {
    /** {@code state_desc} of "sys.conversation_endpoints (Transact-SQL)". */
    private static final List<String> STATES = List.of(
            "STARTED_OUTBOUND",
            "STARTED_INBOUND",
            "CONVERSING",
            "DISCONNECTED_INBOUND",
            "DISCONNECTED_OUTBOUND",
            "CLOSED",
            "ERROR");

    private static final double SECONDS_OF_A_DAY = Duration.ofDays(1).toSeconds();

    private final String queue;
    private final Supplier<StatusSample> sample;
    private final Supplier<LoopState> loop;

    /** Registers nothing yet. */
    public BrokerMeters(String queue, Supplier<StatusSample> sample, Supplier<LoopState> loop) {
        this.queue = queue;
        this.sample = sample;
        this.loop = loop;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge("colloquy.queue.depth", status -> status.queue().depth())
                .description("Messages in the queue")
                .tag("queue", queue)
                .register(registry);
        gauge("colloquy.transmission.depth", status -> status.transmission().depth())
                .description("Messages that wait to be sent to the peer's instance")
                .register(registry);
        TimeGauge.builder(
                        "colloquy.transmission.oldest.age", () -> figureNow(BrokerMeters::oldestAge), TimeUnit.SECONDS)
                .description("How long the oldest message has waited to be sent")
                .register(registry);
        gauge("colloquy.certificate.days.left", BrokerMeters::daysLeft)
                .description("Days until the dialog certificate that expires first does")
                .register(registry);
        for (String state : STATES) {
            gauge(
                            "colloquy.conversation.endpoints",
                            status -> status.broker().endpoints().getOrDefault(state, 0))
                    .description("Conversation endpoints")
                    .tag("state", state)
                    .register(registry);
        }
        Gauge.builder("colloquy.loop.running", () -> loop.get().running() ? 1 : 0)
                .description("Whether the receive loop receives")
                .tag("queue", queue)
                .register(registry);
    }

    private Gauge.Builder<Supplier<Number>> gauge(String name, ToDoubleFunction<BrokerStatus> figure) {
        return Gauge.builder(name, () -> figureNow(figure));
    }

    private double figureNow(ToDoubleFunction<BrokerStatus> figure) {
        return sample.get().current().map(figure::applyAsDouble).orElse(Double.NaN);
    }

    private static double oldestAge(BrokerStatus status) {
        return status.transmission()
                .oldest()
                .map(oldest -> seconds(oldest, status.readAt()))
                .orElse(0.0);
    }

    private static double daysLeft(BrokerStatus status) {
        return status.certificate()
                .map(DialogCertificate::expiry)
                .map(expiry -> seconds(status.readAt(), expiry) / SECONDS_OF_A_DAY)
                .orElse(Double.NaN);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1_000.0;
    }
}
