package dev.colloquy.target.receive;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** What an operator does about parked requests, each call a transaction of its own. Safe for use by many threads. */
@Singleton
public class ParkedRequests {
    private static final Logger LOG = Logger.getLogger(ParkedRequests.class);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Of BEGIN CONVERSATION TIMER and END CONVERSATION: somebody has ended the conversation a moment ago. */
    private static final Set<Integer> CONVERSATION_ENDED = Set.of(8426, 8427, 8458);

    /** What has come of a decision. */
    public enum Outcome {
        /** It is carried out. */
        DONE,
        /** The conversation has no parked request. */
        UNKNOWN,
        /** The dialog has ended; its requests go away with the message that says so. */
        ENDED
    }

    private final ParkedRequestGateway gateway;
    private final TransactionManager transactions;

    @Inject
    ParkedRequests(DataSource dataSource, TransactionManager transactions) {
        this.gateway = new ParkedRequestGateway(dataSource);
        this.transactions = transactions;
    }

    /**
     * The parked requests in the order in which they were deferred.
     *
     * @param after the position to begin after; 0 for the first
     * @param limit at most so many
     * @throws InstanceUnavailable if the instance does not answer
     */
    public List<ParkedRequest> list(long after, int limit) {
        return inTransaction("the list of parked requests", () -> gateway.list(after, limit));
    }

    /**
     * Has a conversation's parked request tried once more, within about a second. If that fails, it is parked again.
     *
     * @throws InstanceUnavailable if the instance does not answer
     */
    public Outcome retry(UUID conversationHandle) {
        return decide("the retry of a parked request", () -> gateway.retry(conversationHandle));
    }

    /**
     * Ends the conversation of a parked request with error 50104; what is deferred behind the request goes too.
     *
     * @param description for the initiator's reader; 1 to 3000 characters
     * @throws InstanceUnavailable if the instance does not answer
     */
    public Outcome reject(UUID conversationHandle, String description) {
        EndError error = EndError.rejectedByOperator(description);
        return decide("the rejection of a parked request", () -> gateway.reject(conversationHandle, error));
    }

    private Outcome decide(String operation, DatabaseCall<String> call) {
        try {
            return Outcome.valueOf(inTransaction(operation, call));
        } catch (InstanceUnavailable e) {
            if (e.getCause() instanceof SQLException sql && CONVERSATION_ENDED.contains(sql.getErrorCode())) {
                return Outcome.ENDED;
            }
            throw e;
        }
    }

    /** A call of a procedure. */
    @FunctionalInterface
    private interface DatabaseCall<T> {
        T run() throws SQLException;
    }

    private <T> T inTransaction(String operation, DatabaseCall<T> call) {
        BatchTransaction transaction = new BatchTransaction(transactions, LIMIT);
        try {
            transaction.begin();
            T result = call.run();
            transaction.commit();
            return result;
        } catch (Exception e) {
            transaction.rollback();
            LOG.debugf(e, "%s has failed", operation);
            throw new InstanceUnavailable(operation, e);
        }
    }
}
