package dev.colloquy.contract;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@link TraceContext} as attributes of a root element. */
final class TraceAttributes {
    static final String PARENT = "traceparent";
    static final String STATE = "tracestate";

    /** What {@link #write} writes has this many characters at most. */
    private static final int LONGEST = TraceContext.LONGEST_STATE + 128;

    private static final Pattern WRITTEN =
            Pattern.compile(" traceparent=\"([0-9a-f-]{55})\"(?: tracestate=\"([ -~&&[^\"'<>&]]*)\")?");

    private TraceAttributes() {}

    /** With a space in front; nothing in a context has to be escaped. */
    static String write(TraceContext trace) {
        String parent = " " + PARENT + "=\"" + trace.traceparent() + "\"";
        return trace.tracestate().isEmpty() ? parent : parent + " " + STATE + "=\"" + trace.tracestate() + "\"";
    }

    /** End of the attributes that begin at the index, if it may have been {@link #write} that wrote them; else -1. */
    static int endOfWritten(String xml, int start) {
        int end = xml.indexOf('>', start);
        boolean possible = end >= 0 && end - start <= LONGEST && xml.startsWith(" " + PARENT, start);
        return possible && WRITTEN.matcher(xml).region(start, end).matches() ? end : -1;
    }

    /** The context of attributes that {@link #endOfWritten} has found; empty if what they say is malformed. */
    static Optional<TraceContext> read(String xml, int start, int end) {
        Matcher written = WRITTEN.matcher(xml).region(start, end);
        return written.matches() ? TraceContext.of(written.group(1), written.group(2)) : Optional.empty();
    }
}
