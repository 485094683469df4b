package dev.colloquy.broker.exchange;

/** Why the peer's identity was not had or not believed; the message is for an operator. */
public final class ExchangeFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /** Kinds of failure, with the HTTP status by which a service answers a request that failed so. */
    public enum Reason {
        /** No answer, or none from a service of the other side; tried again later it may go. */
        UNREACHABLE(503),
        /** The peer does not accept our signature. */
        REFUSED(502),
        /** We do not accept the peer's signature. */
        UNAUTHENTIC(401),
        /** Signed, and yet no identity; or too long. */
        MALFORMED(400),
        /** Signed too long ago, or before the last one that was accepted. */
        STALE(409),
        /** Signed, but by a service of our own side. */
        WRONG_SIDE(403);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        /** The HTTP status to answer with. */
        public int status() {
            return status;
        }
    }

    private final Reason reason;

    ExchangeFailure(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    ExchangeFailure(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** The kind of failure. */
    public Reason reason() {
        return reason;
    }
}
