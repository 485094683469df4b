package dev.colloquy.target.handler;

/**
 * A request that will never be granted. The initiator is told by {@code END CONVERSATION … WITH ERROR}; nobody retries.
 */
public final class RequestRejected extends Exception {
    private static final long serialVersionUID = 1L;

    private static final int LONGEST_DESCRIPTION = 3000;

    private final int code;

    /**
     * Refuses a request.
     *
     * @param code for the initiator's program, greater than 0; 50101 to 50104 are the target service's own
     * @param description for the initiator's reader; cut at 3000 characters, the most that an Error message carries
     */
    public RequestRejected(int code, String description) {
        super(description.substring(0, Math.min(description.length(), LONGEST_DESCRIPTION)));
        if (code <= 0) {
            throw new IllegalArgumentException("an error code is greater than 0, not " + code);
        }
        this.code = code;
    }

    /** The error code, greater than 0. */
    public int code() {
        return code;
    }

    /** The description, at most 3000 characters. */
    public String description() {
        return getMessage();
    }
}
