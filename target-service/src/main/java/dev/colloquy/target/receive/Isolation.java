package dev.colloquy.target.receive;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

/**
 * Finds the request that has failed among those of a batch, so that it holds up no other. The workers share it. Safe for
 * use by many threads.
 *
 * <p>A request whose handler throws in a sound transaction is to blame. Where others may have a part in the failure, the
 * batch is taken apart: its conversations are received again one by one, and what fails alone is to blame. That request
 * is deferred by whoever receives it next.
 */
final class Isolation {
    private final RoundsOfOne roundsOfOne = new RoundsOfOne();
    private final FailedRequests failedRequests;

    Isolation(FailedRequests failedRequests) {
        this.failedRequests = failedRequests;
    }

    /** How many conversations the next transaction may take, of the usual number. */
    int limit(int usual) {
        return roundsOfOne.limit(usual);
    }

    /** A transaction that has dealt with these conversations is committed. */
    void committed(Collection<UUID> conversations) {
        roundsOfOne.committed(conversations.size());
        conversations.forEach(failedRequests::remove);
    }

    /**
     * A batch has failed, and is about to be rolled back.
     *
     * @param limit how many conversations it might have taken
     * @param conversations how many it did take
     * @param first the first request of it that was handled, if there was one
     * @return whether the next batch can be received at once: not after a fault of the database
     */
    boolean failed(int limit, int conversations, Optional<PendingRequest> first, Exception failure) {
        boolean alone = limit == 1 || conversations == 1;
        if (failure instanceof HandlerFailure handlerFailure) {
            PendingRequest request = handlerFailure.request();
            if (alone || handlerFailure.isOwn()) {
                failedRequests.add(request, handlerFailure.error());
            } else {
                roundsOfOne.rolledBack(conversations);
            }
            return true;
        }
        if (!DatabaseFault.isLostConnection(failure)) {
            if (alone) {
                first.ifPresent(request -> failedRequests.add(request, failure.toString()));
            } else {
                roundsOfOne.rolledBack(conversations);
            }
        }
        return false;
    }
}
