package dev.colloquy.broker.hygiene;

import static dev.colloquy.broker.hygiene.LeakKind.HALF_CLOSED;
import static dev.colloquy.broker.hygiene.LeakKind.ORPHANED;
import static dev.colloquy.broker.hygiene.LeakKind.OVERDUE;

/**
 * Why a conversation counts as leaked. The names are those that the stored procedures return; code and explanation are
 * what the peer and the ledger are told when the conversation is ended for it.
 */
public enum LeakReason {
    /** State DI, and the EndDialog message is gone. */
    END_NOT_NOTICED(
            HALF_CLOSED,
            50201,
            "The peer has ended the conversation and its EndDialog message is no longer in the queue,"
                    + " but this side was not ended."),
    /** State ER, and the Error message is gone. */
    ERROR_NOT_NOTICED(
            HALF_CLOSED,
            50202,
            "The conversation has failed and its Error message is no longer in the queue,"
                    + " but this side was not ended."),
    /** State DO for too long. */
    END_NOT_ACKNOWLEDGED(
            HALF_CLOSED, 50203, "This side has ended the conversation and the peer does not acknowledge it."),
    /** Open though its lifetime is over. */
    LIFETIME_OVER(OVERDUE, 50204, "The conversation is still open although its lifetime is over."),
    /** Open in the ledger for too long. */
    OPEN_TOO_LONG(OVERDUE, 50205, "The conversation has been open for longer than conversations should be."),
    /** The first message never came to an end. */
    NOT_ARRIVED(OVERDUE, 50206, "The first message of the conversation has not arrived completely."),
    /** The timer of a deferred request has not fired. */
    RETRY_OVERDUE(
            OVERDUE, 50207, "The request was to be tried again by now, but its conversation timer has not fired."),
    /** The initiator's endpoint has no row in the ledger. */
    NOT_IN_LEDGER(ORPHANED, 50208, "The ledger does not know the conversation, so that nobody waits for its reply."),
    /** The initiator's endpoint is open, its row is not. */
    CLOSED_IN_LEDGER(ORPHANED, 50209, "The ledger holds the conversation as finished, but its endpoint is open."),
    /** The ledger's row is open, the endpoint is gone. */
    ENDPOINT_GONE(
            ORPHANED,
            50210,
            "The ledger holds the conversation as open, but the instance has no endpoint for it any more,"
                    + " so that no reply can come."),
    /** The target's endpoint is open, and nothing happens to it. */
    NOTHING_WAITS(
            ORPHANED,
            50211,
            "The conversation is open, but no message of it waits to be handled, and none has come or gone for long."),
    /** A deferred request is all that is left of a conversation. */
    REQUEST_STRANDED(
            ORPHANED,
            50212,
            "A request is deferred, but its conversation is gone, so that nobody would get the reply.");

    private final LeakKind kind;
    private final int code;
    private final String explanation;

    LeakReason(LeakKind kind, int code, String explanation) {
        this.kind = kind;
        this.code = code;
        this.explanation = explanation;
    }

    /** In which way it has leaked. */
    public LeakKind kind() {
        return kind;
    }

    /** Code of the Error message, and in the ledger. */
    public int code() {
        return code;
    }

    /** One sentence for an operator. */
    public String explanation() {
        return explanation;
    }
}
