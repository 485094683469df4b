package dev.colloquy.initiator.http;

import dev.colloquy.problem.GeneralProblem;
import dev.colloquy.problem.ProblemException;

/**
 * What a client asks of the feed of replies, checked.
 *
 * @param after only replies after this place
 * @param limit at most so many, 1 to {@value ListQuery#MOST}
 */
record FeedQuery(ReplyCursor after, int limit) {
    /**
     * Reads the query parameters, each null if it was not given.
     *
     * @throws ProblemException of type {@link GeneralProblem#INVALID_PARAMETER}
     */
    static FeedQuery of(String after, String limit) {
        return new FeedQuery(
                after == null ? ReplyCursor.START : place(after, "query parameter \"after\""), ListQuery.limit(limit));
    }

    /**
     * Where a stream goes on: after the last event that has come through, else after the place that is asked for.
     *
     * @param lastEventId of a client that comes back; null or empty if it has got no event
     * @param after null if it was not given
     * @throws ProblemException of type {@link GeneralProblem#INVALID_PARAMETER}
     */
    static ReplyCursor streamFrom(String lastEventId, String after) {
        return lastEventId == null || lastEventId.isEmpty()
                ? of(after, null).after()
                : place(lastEventId, "header field Last-Event-ID");
    }

    private static ReplyCursor place(String cursor, String where) {
        return ReplyCursor.decoded(cursor)
                .orElseThrow(() -> new ProblemException(
                        GeneralProblem.INVALID_PARAMETER,
                        "The " + where + " is not valid. It must be a cursor of an earlier answer, unchanged."));
    }
}
