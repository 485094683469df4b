package dev.colloquy.contract;

import java.util.Objects;
import java.util.Optional;

/**
 * Where in a trace a message was sent (W3C "Trace Context"). It travels as attributes of the message's root element; a
 * message whose context is malformed is a message without one.
 *
 * @param traceparent {@code version-traceid-parentid-flags}, 55 characters
 * @param tracestate what tracing systems have added; may be empty
 */
public record TraceContext(String traceparent, String tracestate) {
    /** Longer ones may be discarded as a whole (W3C "Trace Context" 3.3.1.5 "Limits"). */
    static final int LONGEST_STATE = 512;

    private static final int PARENT_LENGTH = 55;
    private static final int TRACE_ID = 3;
    private static final int PARENT_ID = 36;
    private static final int FLAGS = 53;

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if either is malformed
     */
    public TraceContext {
        Objects.requireNonNull(traceparent, "traceparent");
        Objects.requireNonNull(tracestate, "tracestate");
        if (!isParent(traceparent)) {
            throw new IllegalArgumentException("the traceparent is malformed");
        }
        if (!isState(tracestate)) {
            throw new IllegalArgumentException("the tracestate is malformed, too long, or has characters of markup");
        }
    }

    /**
     * A context as it came from elsewhere.
     *
     * @param traceparent may be null or malformed; then there is no context
     * @param tracestate may be null, malformed or too long; then it is left out
     */
    public static Optional<TraceContext> of(String traceparent, String tracestate) {
        if (traceparent == null || !isParent(traceparent)) {
            return Optional.empty();
        }
        boolean usable = tracestate != null && isState(tracestate);
        return Optional.of(new TraceContext(traceparent, usable ? tracestate : ""));
    }

    /** The id that all spans of the trace share: 32 hexadecimal digits. */
    public String traceId() {
        return traceparent.substring(TRACE_ID, PARENT_ID - 1);
    }

    private static boolean isParent(String text) {
        return text.length() == PARENT_LENGTH
                && text.charAt(TRACE_ID - 1) == '-'
                && text.charAt(PARENT_ID - 1) == '-'
                && text.charAt(FLAGS - 1) == '-'
                && isHex(text, 0, TRACE_ID - 1)
                && isHex(text, FLAGS, PARENT_LENGTH)
                && isId(text, TRACE_ID, PARENT_ID - 1)
                && isId(text, PARENT_ID, FLAGS - 1)
                && !text.startsWith("ff");
    }

    private static boolean isId(String text, int start, int end) {
        return isHex(text, start, end) && text.substring(start, end).chars().anyMatch(c -> c != '0');
    }

    private static boolean isHex(String text, int start, int end) {
        return text.substring(start, end).chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /** Printable ASCII; with characters that an attribute would have to escape it is not worth carrying. */
    private static boolean isState(String text) {
        return text.length() <= LONGEST_STATE
                && text.chars().allMatch(c -> c >= ' ' && c <= '~' && "\"'<>&".indexOf(c) < 0);
    }
}
