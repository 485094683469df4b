package dev.colloquy.target.receive;

import java.util.List;

/**
 * What is deferred of a conversation, as far as it was read.
 *
 * @param requests in order; the first is the one that has failed
 * @param parked whether that one waits for an operator rather than for its timer
 */
record DeferredRequests(List<PendingRequest> requests, boolean parked) {
    static final DeferredRequests NONE = new DeferredRequests(List.of(), false);

    boolean isEmpty() {
        return requests.isEmpty();
    }
}
