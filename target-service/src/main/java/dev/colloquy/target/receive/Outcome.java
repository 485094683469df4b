package dev.colloquy.target.receive;

/** What has come of a request. */
public enum Outcome {
    /** A reply was sent. */
    REPLIED,
    /** The conversation ended with an error. */
    REJECTED,
    /** The conversation ended without a reply: the handler had none, or the initiator did not wait for one. */
    ENDED,
    /** No reply was sent, and the conversation waits for another request. */
    KEPT_OPEN
}
