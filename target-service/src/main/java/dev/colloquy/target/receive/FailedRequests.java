package dev.colloquy.target.receive;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Requests that have failed in a transaction that is to be rolled back, and are to be deferred instead of handled by whichever
 * worker receives them next. That need not be the one on whose hands they failed: the rollback gives the conversation
 * free, and a worker that waits for messages has it at once.
 *
 * <p>Nothing is lost with an entry: without it the request is handled once more. So a bounded number is kept, and the
 * oldest forgotten. Safe for use by many threads.
 */
final class FailedRequests {
    private static final int CAPACITY = 10_000;

    private record Failure(long messageSequenceNumber, int failures, String error) {}

    private final Map<UUID, Failure> failures = new LinkedHashMap<>();

    /** Its transaction is about to be rolled back. */
    synchronized void add(PendingRequest request, String error) {
        failures.put(
                request.conversationHandle(), new Failure(request.messageSequenceNumber(), request.failures(), error));
        if (failures.size() > CAPACITY) {
            failures.remove(failures.keySet().iterator().next());
        }
    }

    /** How this attempt at a request has failed; absent if it has not been made yet. */
    synchronized Optional<String> error(PendingRequest request) {
        return Optional.ofNullable(failures.get(request.conversationHandle()))
                .filter(failure -> failure.messageSequenceNumber() == request.messageSequenceNumber()
                        && failure.failures() == request.failures())
                .map(Failure::error);
    }

    /** A transaction that has dealt with the conversation is committed. */
    synchronized void remove(UUID handle) {
        failures.remove(handle);
    }
}
