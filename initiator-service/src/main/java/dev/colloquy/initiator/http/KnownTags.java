package dev.colloquy.initiator.http;

import dev.colloquy.problem.GeneralProblem;
import dev.colloquy.problem.ProblemException;
import jakarta.ws.rs.core.EntityTag;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The representations that a client has already (RFC 9110 13.1.2 "If-None-Match").
 *
 * @param tags without W/ and quotes: the comparison is the weak one
 * @param any whether every representation is known, {@code *}
 */
record KnownTags(Set<String> tags, boolean any) {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*+)\"");
    private static final Pattern SEPARATOR = Pattern.compile("[ \\t]*(?:,[ \\t]*)*");

    /**
     * Reads all {@code If-None-Match} field lines of a request.
     *
     * @throws ProblemException of type {@link GeneralProblem#MALFORMED_REQUEST}
     */
    static KnownTags of(List<String> fieldLines) {
        String list = String.join(",", fieldLines).strip();
        if ("*".equals(list)) {
            return new KnownTags(Set.of(), true);
        }
        Set<String> tags = new HashSet<>();
        Matcher separator = SEPARATOR.matcher(list);
        Matcher tag = TAG.matcher(list);
        int at = after(separator, list, 0);
        while (at < list.length()) {
            if (!tag.region(at, list.length()).lookingAt()) {
                throw malformed();
            }
            tags.add(tag.group(1));
            int next = after(separator, list, tag.end());
            if (next == tag.end() && next < list.length()) {
                throw malformed();
            }
            at = next;
        }
        return new KnownTags(Set.copyOf(tags), false);
    }

    private static int after(Matcher separator, String list, int at) {
        return separator.region(at, list.length()).lookingAt() ? separator.end() : at;
    }

    /** Whether the client asks for what it does not have only. */
    boolean isCondition() {
        return any || !tags.isEmpty();
    }

    /** Whether the client has this one. */
    boolean contains(EntityTag tag) {
        return any || tags.contains(tag.getValue());
    }

    private static ProblemException malformed() {
        return new ProblemException(
                GeneralProblem.MALFORMED_REQUEST, "The header field If-None-Match is not a list of entity tags.");
    }
}
