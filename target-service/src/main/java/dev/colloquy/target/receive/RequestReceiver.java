package dev.colloquy.target.receive;

import dev.colloquy.broker.receive.Receiver;
import dev.colloquy.target.receive.Answer.HandledRequest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** One worker: a batch of requests from the queue to the commit of their replies. */
final class RequestReceiver implements Receiver {
    private static final Logger LOG = Logger.getLogger(RequestReceiver.class);

    private final RequestGateway gateway;
    private final BatchTransaction transaction;
    private final Answering answering;
    private final Shared shared;
    private final Limits limits;

    /**
     * How much a worker takes on.
     *
     * @param batch conversations, 1 to 1000
     * @param waitFor wait for the first message, more than zero
     * @param maxAttempts attempts at a request, at least 1
     */
    record Limits(int batch, Duration waitFor, int maxAttempts) {
        private static final int LARGEST_BATCH = 1000;

        Limits {
            if (batch < 1 || batch > LARGEST_BATCH) {
                throw new IllegalArgumentException("batch: " + batch + " is not in 1 to " + LARGEST_BATCH);
            }
            if (waitFor.toMillis() < 1) {
                throw new IllegalArgumentException("wait-for: " + waitFor + " is less than a millisecond");
            }
            if (maxAttempts < 1) {
                throw new IllegalArgumentException("max-attempts: " + maxAttempts + " is less than 1");
            }
        }
    }

    /**
     * What the workers share.
     *
     * @param roundsOfOne whether to take batches
     * @param attempts failures of requests
     * @param journal what is told of it
     * @param clock time of day
     */
    record Shared(RoundsOfOne roundsOfOne, Attempts attempts, RequestJournal journal, Clock clock) {}

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
        List<ReceivedConversation> conversations = List.of();
        transaction.begin();
        try {
            List<ReceivedMessage> messages = receive();
            Instant receivedAt = now();
            conversations = ReceivedConversation.of(messages);
            List<Answer> answers = answer(conversations);
            gateway.complete(answers.stream().map(Answer::completion).toList());
            transaction.commit();
            committed(receivedAt, conversations.size(), answers);
            return messages.size();
        } catch (Exception e) {
            transaction.rollback();
            if (conversations.isEmpty() && e instanceof SQLException sql && gateway.isCancelled(sql)) {
                return 0;
            }
            rolledBack(conversations, e);
            throw e;
        }
    }

    private List<ReceivedMessage> receive() throws SQLException {
        return gateway.receive(shared.roundsOfOne().limit(limits.batch()), limits.waitFor());
    }

    private List<Answer> answer(List<ReceivedConversation> conversations) throws Exception {
        List<Answer> answers = new ArrayList<>(conversations.size());
        for (ReceivedConversation conversation : conversations) {
            answering.answer(conversation).ifPresent(answers::add);
            if (!transaction.isActive()) {
                UUID handle = conversation.handle();
                String message = "the handler has left no transaction to commit on conversation " + handle;
                throw new HandlerFailure(handle, message, null);
            }
        }
        return answers;
    }

    private void committed(Instant receivedAt, int conversations, List<Answer> answers) {
        shared.roundsOfOne().committed(conversations);
        if (conversations == 0) {
            return;
        }
        Instant repliedAt = now();
        shared.journal().committed(conversations);
        for (Answer answer : answers) {
            UUID handle = answer.completion().handle();
            shared.attempts().done(handle);
            answer.request().ifPresent(request -> answered(handle, receivedAt, repliedAt, request));
        }
    }

    private void answered(UUID handle, Instant receivedAt, Instant repliedAt, HandledRequest request) {
        LOG.debugf("The request of conversation %s is done: %s", handle, request.outcome());
        shared.journal()
                .answered(new AnsweredRequest(
                        handle, receivedAt, request.handledAt(), repliedAt, request.outcome(), request.attempts()));
    }

    /** Counts the failure against the request that has caused it, if that is known, and takes the batch apart. */
    private void rolledBack(List<ReceivedConversation> conversations, Exception failure) {
        if (!ConnectionLoss.isBehind(failure)) {
            shared.roundsOfOne().rolledBack(conversations.size());
            culprit(conversations, failure).ifPresent(handle -> failed(handle, failure));
        }
    }

    private void failed(UUID handle, Exception failure) {
        shared.journal().failed();
        int failures = shared.attempts().failed(handle);
        if (failures == limits.maxAttempts()) {
            LOG.errorf(
                    failure,
                    "The request of conversation %s has failed %d times; its conversation ends with an error",
                    handle,
                    failures);
        }
    }

    private static Optional<UUID> culprit(List<ReceivedConversation> conversations, Exception failure) {
        if (failure instanceof HandlerFailure handlerFailure) {
            return Optional.of(handlerFailure.handle());
        }
        return conversations.size() == 1 ? Optional.of(conversations.get(0).handle()) : Optional.empty();
    }

    private Instant now() {
        return shared.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public void cancelWait() {
        gateway.cancelWait();
    }

    @Override
    public void cancel() {
        transaction.doom();
        gateway.cancel();
    }

    @Override
    public void close() {
        gateway.cancel();
    }
}
