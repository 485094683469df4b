package dev.colloquy.target.receive;

import dev.colloquy.broker.receive.CauseLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Keeps count of what the workers do, and tells the recent requests. Safe for use by many threads. */
@Singleton
class RequestJournal {
    private static final Logger LOG = Logger.getLogger(RequestJournal.class);

    private final RecentRequests recent;
    private final MeterRegistry registry;
    private final CauseLog causes = new CauseLog(Clock.systemUTC());
    private final Counter received;
    private final Counter replied;
    private final Counter rejected;
    private final Counter failed;
    private final Counter deferred;
    private final Counter parked;
    private final DistributionSummary attempts;
    private final DistributionSummary batchSize;

    @Inject
    RequestJournal(RecentRequests recent, MeterRegistry registry) {
        this.recent = recent;
        this.registry = registry;
        received = counter("received", "Requests that are done, their transaction committed");
        replied = counter("replied", "Requests whose reply is committed");
        rejected = counter("rejected", "Requests whose conversation was ended with an error");
        failed = counter("failed", "Attempts at a request that were rolled back");
        deferred = counter("deferred", "Failures of a request after which it waits for another attempt");
        parked = counter("parked", "Failures of a request after which it waits for an operator");
        attempts = DistributionSummary.builder("colloquy.requests.attempts")
                .description("Attempts that a request took until it was done")
                .register(registry);
        batchSize = DistributionSummary.builder("colloquy.batch.size")
                .description("Conversations received in one transaction")
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder("colloquy.requests." + name)
                .description(description)
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
    void committed(Instant receivedAt, Instant committedAt, List<Answer> answers) {
        batchSize.record(answers.size());
        for (Answer answer : answers) {
            answer.requests().forEach(request -> done(receivedAt, committedAt, request));
            answer.deferrals().forEach(this::deferred);
        }
    }

    private void done(Instant receivedAt, Instant committedAt, HandledRequest request) {
        AnsweredRequest answered = new AnsweredRequest(
                request.completion().handle(),
                receivedAt,
                request.handledAt(),
                committedAt,
                request.outcome(),
                request.attempts());
        LOG.debugf("The request of conversation %s is done: %s", answered.conversationHandle(), request.outcome());
        received.increment();
        attempts.record(request.attempts());
        if (request.outcome() == Outcome.REPLIED) {
            replied.increment();
        } else if (request.outcome() == Outcome.REJECTED) {
            rejected.increment();
        }
        recent.add(answered);
    }

    private void deferred(Deferral deferral) {
        if (deferral.error().isPresent()) {
            (deferral.parked() ? parked : deferred).increment();
            LOG.debugf(
                    "The request of conversation %s is put aside after failure %d",
                    deferral.request().conversationHandle(), deferral.failures());
        }
    }

    /** An attempt at a request was rolled back. */
    void failed(HandlerFailure failure) {
        failed.increment();
        PendingRequest request = failure.request();
        String message = "Attempt %d at the request of conversation %s has failed and is rolled back";
        if (causes.admits(failure)) {
            LOG.warnf(
                    failure,
                    message + "; others that fail for such a reason within a minute are not logged",
                    request.failures() + 1,
                    request.conversationHandle());
        } else {
            LOG.debugf(failure, message, request.failures() + 1, request.conversationHandle());
        }
    }
}
