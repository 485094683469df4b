package dev.colloquy.initiator.conversation;

import com.microsoft.sqlserver.jdbc.SQLServerError;
import com.microsoft.sqlserver.jdbc.SQLServerException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Begins the conversations of callers that come at the same time in one transaction. Nobody waits for company: a caller
 * that finds few others at work goes to the instance at once; those who come meanwhile wait until one is back, and then
 * the first of them goes for all. So a round trip and a commit are shared under load, and cost no time when there is
 * none.
 *
 * <p>What one request does wrong is not the others' business: a batch that the instance refuses is undone by it, and each
 * request is begun by itself. For use by many threads.
 */
@Singleton
class BeginBatches {
    /** How many callers are at work for all: while one waits for its commit, the other sends. */
    private static final int LEADERS = 2;

    /** Batches have 1, 2, 4, 8 or 16 conversations, so that the instance has few statements to keep plans for. */
    private static final int MOST = 16;

    /** As long as the pool lets callers wait for a connection. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** An error of a statement; the more severe ones are of the instance or the connection. */
    private static final int MOST_SEVERE_OF_STATEMENTS = 16;

    private final ConversationGateway gateway;
    private final Duration patience;
    private final Deque<Caller> waiting = new ArrayDeque<>();
    private int leading;

    @Inject
    BeginBatches(ConversationGateway gateway) {
        this(gateway, PATIENCE);
    }

    BeginBatches(ConversationGateway gateway, Duration patience) {
        this.gateway = gateway;
        this.patience = patience;
    }

    /**
     * Begins a conversation as {@link ConversationGateway#begin} does, in company where there is some.
     *
     * @throws IllegalArgumentException if the text has a character that XML 1.0 cannot carry
     * @throws InstanceUnavailable also if the callers before take too long; the instance was not asked then
     */
    Begun begin(BeginRequest request, Duration keyLifetime) {
        Caller caller = new Caller(BeginCall.of(request, keyLifetime));
        join(caller);
        if (!caller.awaitTurn(patience) && withdraw(caller)) {
            throw new InstanceUnavailable("no turn to begin within " + patience, null, true);
        }
        if (caller.leads()) {
            lead(caller);
        }
        return caller.result();
    }

    /** How many wait until one of those at work is back. */
    synchronized int waiting() {
        return waiting.size();
    }

    private synchronized void join(Caller caller) {
        if (leading < LEADERS) {
            leading++;
            caller.lead();
        } else {
            waiting.addLast(caller);
        }
    }

    /** False if it is under way already. */
    private synchronized boolean withdraw(Caller caller) {
        return waiting.remove(caller);
    }

    private void lead(Caller leader) {
        List<Caller> batch = company(leader);
        try {
            begin(batch);
        } finally {
            batch.forEach(Caller::failUnlessDone);
            passOn();
        }
    }

    private synchronized List<Caller> company(Caller leader) {
        int size = Math.min(MOST, Integer.highestOneBit(1 + waiting.size()));
        List<Caller> batch = new ArrayList<>(size);
        batch.add(leader);
        while (batch.size() < size) {
            batch.add(waiting.removeFirst());
        }
        return batch;
    }

    /** Whoever has waited longest goes next. */
    private synchronized void passOn() {
        Caller next = waiting.pollFirst();
        if (next == null) {
            leading--;
        } else {
            next.lead();
        }
    }

    private void begin(List<Caller> batch) {
        if (batch.size() == 1) {
            beginAlone(batch.get(0));
            return;
        }
        try {
            List<Begun> begun =
                    gateway.beginTogether(batch.stream().map(Caller::call).toList());
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).done(begun.get(i));
            }
        } catch (SQLException e) {
            if (isRefusal(e)) {
                batch.forEach(this::beginAlone);
            } else {
                batch.forEach(caller -> caller.failed(DatabaseFailure.of(BeginCall.STATEMENT, e)));
            }
        }
    }

    private void beginAlone(Caller caller) {
        try {
            caller.done(gateway.begin(caller.call()));
        } catch (RuntimeException e) {
            caller.failed(e);
        }
    }

    /**
     * The instance has answered, and what it has answered undoes the transaction. After anything else nobody knows
     * whether it is committed, and to begin anew could begin twice.
     */
    private static boolean isRefusal(SQLException failure) {
        SQLServerError error = failure instanceof SQLServerException known ? known.getSQLServerError() : null;
        return error != null && error.getErrorSeverity() <= MOST_SEVERE_OF_STATEMENTS;
    }

    /** Who wants to begin. */
    private static final class Caller {
        private final BeginCall call;
        private final CompletableFuture<Begun> outcome = new CompletableFuture<>();
        /** Over when it leads or is done. */
        private final CountDownLatch wait = new CountDownLatch(1);

        private volatile boolean leads;

        Caller(BeginCall call) {
            this.call = call;
        }

        BeginCall call() {
            return call;
        }

        void lead() {
            leads = true;
            wait.countDown();
        }

        boolean leads() {
            return leads;
        }

        void done(Begun begun) {
            outcome.complete(begun);
            wait.countDown();
        }

        void failed(RuntimeException failure) {
            outcome.completeExceptionally(failure);
            wait.countDown();
        }

        void failUnlessDone() {
            if (!outcome.isDone()) {
                failed(new IllegalStateException("the batch of the request has failed"));
            }
        }

        /** False when it neither leads nor is done in time, or the thread is interrupted. */
        boolean awaitTurn(Duration limit) {
            try {
                return wait.await(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        /** What has come of it. One that is under way takes no longer than the call's time limit. */
        Begun result() {
            try {
                return outcome.join();
            } catch (CompletionException e) {
                throw (RuntimeException) e.getCause();
            }
        }
    }
}
