package dev.colloquy.target.receive;

import dev.colloquy.broker.receive.Receiver;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** One worker: a batch of requests from the queue to the commit of their replies. */
final class RequestReceiver implements Receiver {
    private final RequestGateway gateway;
    private final BatchTransaction transaction;
    private final Answering answering;
    private final Shared shared;
    private final Limits limits;
    private final AtomicBoolean waitEnded = new AtomicBoolean();
    private volatile boolean cancelled;

    /**
     * How much a worker takes on.
     *
     * @param batch conversations, 1 to 1000
     * @param waitFor wait for the first message, 1 ms to 20 s: the connection gives up after a minute of silence
     */
    record Limits(int batch, Duration waitFor) {
        private static final int LARGEST_BATCH = 1000;
        private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

        Limits {
            if (batch < 1 || batch > LARGEST_BATCH) {
                throw new IllegalArgumentException(
                        "colloquy.receive.batch: " + batch + " is not in 1 to " + LARGEST_BATCH);
            }
            if (waitFor.toMillis() < 1 || waitFor.compareTo(LONGEST_WAIT) > 0) {
                throw new IllegalArgumentException(
                        "colloquy.receive.wait-for: " + waitFor + " is not in PT0.001S to " + LONGEST_WAIT);
            }
        }
    }

    /**
     * What the workers share.
     *
     * @param isolation finds the request at fault
     * @param start how careful they are after the start
     * @param journal what is told of it
     * @param clock time of day
     */
    record Shared(Isolation isolation, CarefulStart start, RequestJournal journal, Clock clock) {}

    RequestReceiver(
            RequestGateway gateway, BatchTransaction transaction, Answering answering, Shared shared, Limits limits) {
        this.gateway = gateway;
        this.transaction = transaction;
        this.answering = answering;
        this.shared = shared;
        this.limits = limits;
    }

    @Override
    public int receiveBatch() throws Exception {
        CarefulStart start = shared.start();
        if (!start.takeTurn(limits.waitFor(), waitEnded)) {
            return 0;
        }
        try {
            return receive(start.isOn() ? 1 : shared.isolation().limit(limits.batch()));
        } finally {
            start.giveTurn();
        }
    }

    private int receive(int limit) throws Exception {
        List<ReceivedConversation> conversations = List.of();
        List<Answer> answers = new ArrayList<>();
        transaction.begin();
        try {
            conversations = ReceivedConversation.of(gateway.receive(limit, limits.waitFor()));
            Instant receivedAt = now();
            answer(conversations, answers);
            gateway.complete(answers.stream().flatMap(Answer::completions).toList());
            gateway.defer(answers.stream()
                    .flatMap(answer -> answer.deferrals().stream())
                    .toList());
            answering.attempts().finish();
            transaction.commit();
            answering.attempts().committed();
            committed(receivedAt, answers);
        } catch (Exception e) {
            // Before the rollback: it gives the conversations free, and another worker may have them at once.
            boolean goesOn = !cancelled && failed(limit, conversations.size(), answers, e);
            transaction.rollback();
            answering.attempts().rolledBack();
            if (conversations.isEmpty() && e instanceof SQLException sql && gateway.isCancelled(sql)) {
                return 0;
            }
            if (!goesOn) {
                throw e;
            }
        }
        return conversations.stream()
                .mapToInt(conversation -> conversation.messages().size())
                .sum();
    }

    /** Each conversation has one message at least. */
    @Override
    public int fullBatch() {
        return limits.batch();
    }

    /** Adds the answers one by one, so that those before a failure are known. */
    private void answer(List<ReceivedConversation> conversations, List<Answer> answers) throws Exception {
        List<UUID> unsure = conversations.stream()
                .filter(Answering::dependsOnDeferred)
                .map(ReceivedConversation::handle)
                .toList();
        Map<UUID, DeferredRequests> deferred = gateway.readDeferred(unsure, Answering.MOST_DEFERRED + 1);
        for (ReceivedConversation conversation : conversations) {
            answers.add(answering.answer(
                    conversation, deferred.getOrDefault(conversation.handle(), DeferredRequests.NONE)));
        }
    }

    private void committed(Instant receivedAt, List<Answer> answers) {
        shared.isolation().committed(answers.stream().map(Answer::handle).toList());
        shared.start().committed(answers.size());
        if (!answers.isEmpty()) {
            shared.journal().committed(receivedAt, now(), answers);
        }
    }

    /** Whether the next batch can be received at once. */
    private boolean failed(int limit, int conversations, List<Answer> answers, Exception failure) {
        if (failure instanceof HandlerFailure handlerFailure) {
            shared.journal().failed(handlerFailure);
        }
        Optional<PendingRequest> first = answers.stream()
                .flatMap(answer -> answer.requests().stream())
                .map(HandledRequest::request)
                .findFirst();
        return shared.isolation().failed(limit, conversations, first, failure);
    }

    private Instant now() {
        return shared.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public void cancelWait() {
        waitEnded.set(true);
        shared.start().wake();
        gateway.cancelWait();
    }

    @Override
    public void cancel() {
        cancelled = true;
        transaction.doom();
        gateway.cancel();
    }

    @Override
    public void close() {
        gateway.cancel();
    }
}
