package dev.colloquy.target.receive;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A call of {@code defer_request}.
 *
 * @param request what is put aside
 * @param failures how often it has failed, a failure that is told here included
 * @param parked whether an operator is to decide about it
 * @param error how it has failed; absent if it has not, but has to keep its place behind one that has
 * @param delaySeconds when a DialogTimer message is to come, at least 1; absent for none
 */
record Deferral(
        PendingRequest request, int failures, boolean parked, Optional<String> error, OptionalInt delaySeconds) {
    /** Until it is tried again. */
    static Deferral retry(PendingRequest request, String error, int delaySeconds) {
        return new Deferral(request, request.failures() + 1, false, Optional.of(error), OptionalInt.of(delaySeconds));
    }

    /** Until an operator decides. */
    static Deferral park(PendingRequest request, String error) {
        return new Deferral(request, request.failures() + 1, true, Optional.of(error), OptionalInt.empty());
    }

    /** Until the one ahead of it is done. */
    static Deferral behind(PendingRequest request) {
        return new Deferral(request, request.failures(), false, Optional.empty(), OptionalInt.empty());
    }

    /** Until the next transaction, because this one has done enough. */
    static Deferral next(PendingRequest request) {
        return new Deferral(request, request.failures(), false, Optional.empty(), OptionalInt.of(1));
    }
}
