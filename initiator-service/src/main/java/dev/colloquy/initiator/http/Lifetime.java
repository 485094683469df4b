package dev.colloquy.initiator.http;

import dev.colloquy.problem.GeneralProblem;
import dev.colloquy.problem.Problem;
import dev.colloquy.problem.ProblemException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long a conversation may take at most, as clients write it: an ISO 8601 duration of days, hours, minutes and
 * seconds, or a number of seconds. It becomes the LIFETIME of the dialog, and so is in whole seconds.
 */
final class Lifetime {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,18}");

    /** Longer texts would only name durations that no dialog may have. */
    private static final int LONGEST_TEXT = 40;

    private Lifetime() {}

    /**
     * The lifetime of a request, of which either place may be null.
     *
     * @param member of the body
     * @param parameter of the query
     * @param longest what is allowed
     * @throws ProblemException of type {@link GeneralProblem#INVALID_CONTENT} for the member and
     *     {@link GeneralProblem#INVALID_PARAMETER} for the parameter, or if both are there
     */
    static Optional<Duration> of(String member, String parameter, Duration longest) {
        if (member != null && parameter != null) {
            throw invalidParameter("It is given in the body already.");
        }
        if (member != null) {
            return Optional.of(read(member, longest).orElseThrow(() -> invalidMember(longest)));
        }
        return Optional.ofNullable(parameter)
                .map(text -> read(text, longest).orElseThrow(() -> invalidParameter(sentence(longest))));
    }

    private static Optional<Duration> read(String text, Duration longest) {
        return duration(text)
                .filter(lifetime -> lifetime.getNano() == 0)
                .filter(lifetime -> lifetime.compareTo(Duration.ofSeconds(1)) >= 0 && lifetime.compareTo(longest) <= 0);
    }

    private static Optional<Duration> duration(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            return text.length() > LONGEST_TEXT ? Optional.empty() : Optional.of(Duration.parse(text));
        } catch (DateTimeParseException notDuration) {
            return Optional.empty();
        }
    }

    private static String rule(Duration longest) {
        return "must be a duration such as PT30M, or a number of seconds, from PT1S to " + longest;
    }

    private static String sentence(Duration longest) {
        return "It " + rule(longest) + ".";
    }

    private static ProblemException invalidMember(Duration longest) {
        return new ProblemException(
                Problem.of(GeneralProblem.INVALID_CONTENT, "The body has members that are not valid.")
                        .withViolations(List.of(new Problem.Violation("lifetime", rule(longest)))));
    }

    private static ProblemException invalidParameter(String rule) {
        return new ProblemException(
                GeneralProblem.INVALID_PARAMETER, "The query parameter \"lifetime\" is not valid. " + rule);
    }
}
