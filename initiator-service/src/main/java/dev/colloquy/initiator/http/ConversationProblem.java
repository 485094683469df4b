package dev.colloquy.initiator.http;

import dev.colloquy.problem.ProblemType;

/** What can be wrong with a request for a conversation, beyond {@link dev.colloquy.problem.GeneralProblem}. */
enum ConversationProblem implements ProblemType {
    /** The ledger knows no conversation of that handle. */
    UNKNOWN_CONVERSATION(404, "The conversation is unknown"),
    /** The reply alone was asked for, and there is none. */
    NO_REPLY(409, "The conversation has no reply"),
    /** A further request was sent on a conversation that takes none any more. */
    CONVERSATION_NOT_OPEN(409, "The conversation is not open"),
    /** The idempotency key belongs to a request that asked for something else. */
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key belongs to another request"),
    /** More is asked than can be done now. */
    OVERLOADED(503, "The service is overloaded");

    private final int status;
    private final String title;

    ConversationProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
