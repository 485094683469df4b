package dev.colloquy.target.receive;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Keeps count of what the workers do, and tells the recent requests. Safe for use by many threads. */
@Singleton
class RequestJournal {
    private final RecentRequests recent;
    private final MeterRegistry registry;
    private final Counter received;
    private final Counter replied;
    private final Counter failed;
    private final DistributionSummary batchSize;

    @Inject
    RequestJournal(RecentRequests recent, MeterRegistry registry) {
        this.recent = recent;
        this.registry = registry;
        received = Counter.builder("colloquy.requests.received")
                .description("Requests whose receive is committed")
                .register(registry);
        replied = Counter.builder("colloquy.requests.replied")
                .description("Requests whose reply is committed")
                .register(registry);
        failed = Counter.builder("colloquy.requests.failed")
                .description("Attempts at a request that were rolled back")
                .register(registry);
        batchSize = DistributionSummary.builder("colloquy.batch.size")
                .description("Conversations received in one transaction")
                .register(registry);
    }

    /** Time that the handler takes for one request. */
    Timer handlerTime(String handlerName) {
        return Timer.builder("colloquy.handler")
                .description("Time that the handler takes for one request")
                .tag("handler", handlerName)
                .register(registry);
    }

    /** A transaction that has received something is committed. */
    void committed(int conversations) {
        batchSize.record(conversations);
    }

    /** A request is done, its transaction committed. */
    void answered(AnsweredRequest request) {
        received.increment();
        if (request.outcome() == Outcome.REPLIED) {
            replied.increment();
        }
        recent.add(request);
    }

    /** An attempt at a request was rolled back. */
    void failed() {
        failed.increment();
    }
}
