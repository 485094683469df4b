package dev.colloquy.target.receive;

/** How the conversation of a request has ended. */
public enum Outcome {
    /** A reply was sent and the conversation ended. */
    REPLIED,
    /** Ended with an error. */
    REJECTED,
    /** Ended without a reply: the handler had none, or the initiator did not wait for one. */
    ENDED
}
