package dev.colloquy.initiator.http;

import dev.colloquy.problem.GeneralProblem;
import dev.colloquy.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name that a client gives to a request and to its repetitions: 1 to 255 visible ASCII characters, as they stand or
 * as a quoted string (RFC 8941 3.3.3 "Strings"), which stands for what is between the quotes.
 */
final class IdempotencyKey {
    private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]{1,255}");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\[\"\\\\])*+)\"");

    private IdempotencyKey() {}

    /**
     * Reads all {@code Idempotency-Key} field lines of a request; absent if there is none.
     *
     * @throws ProblemException of type {@link GeneralProblem#MALFORMED_REQUEST}
     */
    static Optional<String> of(List<String> fieldLines) {
        if (fieldLines.isEmpty()) {
            return Optional.empty();
        }
        if (fieldLines.size() > 1) {
            throw malformed();
        }
        String key = unquoted(fieldLines.get(0).strip());
        if (!VISIBLE.matcher(key).matches()) {
            throw malformed();
        }
        return Optional.of(key);
    }

    private static String unquoted(String value) {
        if (!value.startsWith("\"")) {
            return value;
        }
        Matcher quoted = QUOTED.matcher(value);
        if (!quoted.matches()) {
            throw malformed();
        }
        return quoted.group(1).replaceAll("\\\\(.)", "$1");
    }

    private static ProblemException malformed() {
        return new ProblemException(
                GeneralProblem.MALFORMED_REQUEST,
                "The header field Idempotency-Key must have one value of 1 to 255 visible ASCII characters.");
    }
}
