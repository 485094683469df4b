package dev.colloquy.broker.status;

import dev.colloquy.broker.receive.LoopState;
import dev.colloquy.broker.receive.LoopState.Counts;
import dev.colloquy.broker.setup.CertificateDates;
import dev.colloquy.broker.setup.InstanceInspection;
import dev.colloquy.broker.setup.InstanceInspection.Endpoint;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Meters over the last samples, so a scrape never waits for the instance. A gauge whose figure is not known, as the last
 * attempt to read it failed, is NaN. Figures saturate at the depth limit of the {@link BrokerStatusReader}.
 *
 * <p>{@code docs/metrics.md} lists them.
 */
final class BrokerMeters implements MeterBinder {
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
    private final Supplier<Observation> observations;
    private final LongSupplier repairs;

    /**
     * Registers nothing yet.
     *
     * @param repairs how often the queue has been enabled again
     */
    BrokerMeters(String queue, Supplier<Observation> observations, LongSupplier repairs) {
        this.queue = queue;
        this.observations = observations;
        this.repairs = repairs;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindQueue(registry);
        bindTransmission(registry);
        bindPeers(registry);
        bindConversations(registry);
        bindLoop(registry);
    }

    private void bindQueue(MeterRegistry registry) {
        gauge("colloquy.queue.depth", status -> status.queue().depth())
                .description("Messages in the queue")
                .tag("queue", queue)
                .register(registry);
        age("colloquy.queue.oldest.age", status -> status.queue().oldest())
                .description("How long the oldest message has been in the queue")
                .tag("queue", queue)
                .register(registry);
        FunctionCounter.builder("colloquy.queue.reenabled", repairs, LongSupplier::getAsLong)
                .description("How often the queue was found disabled and has been enabled again")
                .tag("queue", queue)
                .register(registry);
    }

    private void bindTransmission(MeterRegistry registry) {
        for (TransmissionCause cause : TransmissionCause.values()) {
            gauge(
                            "colloquy.transmission.depth",
                            status -> status.transmission().causes().getOrDefault(cause, 0))
                    .description("Messages in the transmission queue, by what they wait for")
                    .tag("cause", cause.tag())
                    .register(registry);
        }
        age("colloquy.transmission.oldest.age", status -> status.transmission().oldest())
                .description("How long the oldest message has been in the transmission queue")
                .register(registry);
    }

    private void bindPeers(MeterRegistry registry) {
        Gauge.builder("colloquy.peer.instances", () -> peers().usable())
                .description("Instances of the peer, where there are several, by whether messages get there")
                .tag("state", "usable")
                .register(registry);
        Gauge.builder("colloquy.peer.instances", () -> peers().avoided().size())
                .description("Instances of the peer, where there are several, by whether messages get there")
                .tag("state", "avoided")
                .register(registry);
    }

    private void bindConversations(MeterRegistry registry) {
        for (String state : STATES) {
            gauge(
                            "colloquy.conversation.endpoints",
                            status -> status.broker().endpoints().getOrDefault(state, 0))
                    .description("Conversation endpoints, by state")
                    .tag("state", state)
                    .register(registry);
        }
        for (CertificateRole role : CertificateRole.values()) {
            Gauge.builder("colloquy.certificate.days.left", () -> daysLeft(role))
                    .description("Days until the certificate expires; negative if it has")
                    .tag("certificate", role.tag())
                    .register(registry);
        }
    }

    private void bindLoop(MeterRegistry registry) {
        Gauge.builder("colloquy.loop.running", () -> loop().running() ? 1 : 0)
                .description("Whether the receive loop receives")
                .tag("queue", queue)
                .register(registry);
        workers(registry, "receiving", Counts::receiving);
        workers(registry, "backing-off", Counts::backingOff);
        workers(registry, "dead", Counts::dead);
        counter(
                registry,
                "colloquy.receive.errors",
                Counts::errors,
                "Receives that have failed",
                Tags.of("queue", queue));
        counter(
                registry,
                "messaging.client.consumed.messages",
                Counts::received,
                "Messages that were received and committed",
                Tags.of(
                        "messaging.system", "mssql_service_broker",
                        "messaging.operation.name", "receive",
                        "messaging.destination.name", queue));
    }

    private void workers(MeterRegistry registry, String state, ToLongFunction<Counts> figure) {
        Gauge.builder("colloquy.loop.workers", () -> figure.applyAsLong(loop().counts()))
                .description("Workers of the receive loop, by what they do")
                .tag("queue", queue)
                .tag("state", state)
                .register(registry);
    }

    private void counter(
            MeterRegistry registry, String name, ToLongFunction<Counts> figure, String description, Tags tags) {
        FunctionCounter.builder(
                        name, this, meters -> figure.applyAsLong(meters.loop().counts()))
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private Gauge.Builder<Supplier<Number>> gauge(String name, ToDoubleFunction<BrokerStatus> figure) {
        return Gauge.builder(name, () -> figureNow(figure));
    }

    private TimeGauge.Builder<Supplier<Number>> age(String name, Function<BrokerStatus, Optional<Instant>> since) {
        return TimeGauge.builder(
                name,
                () -> figureNow(status -> since.apply(status)
                        .map(oldest -> seconds(oldest, status.readAt()))
                        .orElse(0.0)),
                TimeUnit.SECONDS);
    }

    private double figureNow(ToDoubleFunction<BrokerStatus> figure) {
        return observations.get().status().current().map(figure::applyAsDouble).orElse(Double.NaN);
    }

    private PeerInstances peers() {
        return observations.get().peers();
    }

    private LoopState loop() {
        return observations.get().loop();
    }

    private double daysLeft(CertificateRole role) {
        Observation observation = observations.get();
        Optional<BrokerStatus> status = observation.status().current();
        Optional<InstanceInspection> instance =
                observation.inspection().current().flatMap(value -> value);
        return switch (role) {
            case OWN_DIALOG -> days(status.flatMap(s -> s.dialogs().own()), status.map(BrokerStatus::readAt));
            case PEER_DIALOG -> days(status.flatMap(s -> s.dialogs().peer()), status.map(BrokerStatus::readAt));
            case OWN_TRANSPORT ->
                days(
                        instance.flatMap(InstanceInspection::endpoint).flatMap(Endpoint::certificate),
                        instance.map(InstanceInspection::readAt));
            case PEER_TRANSPORT ->
                days(instance.flatMap(InstanceInspection::peerCertificate), instance.map(InstanceInspection::readAt));
        };
    }

    private static double days(Optional<CertificateDates> certificate, Optional<Instant> readAt) {
        return certificate
                .flatMap(dates -> readAt.map(now -> seconds(now, dates.expiry()) / SECONDS_OF_A_DAY))
                .orElse(Double.NaN);
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1_000.0;
    }
}
