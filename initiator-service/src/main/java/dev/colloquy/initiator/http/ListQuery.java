package dev.colloquy.initiator.http;

import dev.colloquy.initiator.conversation.ConversationState;
import dev.colloquy.problem.GeneralProblem;
import dev.colloquy.problem.Problem;
import dev.colloquy.problem.ProblemException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a client asks of the list of conversations, checked.
 *
 * @param state only conversations in this state; absent for all
 * @param afterId only conversations begun after the one in this position; 0 for all
 * @param limit at most so many, 1 to {@value #MOST}
 */
record ListQuery(Optional<ConversationState> state, long afterId, int limit) {
    static final int MOST = 1000;
    static final int DEFAULT_LIMIT = 100;

    private static final Pattern UP_TO_FOUR_DIGITS = Pattern.compile("[0-9]{1,4}");

    /**
     * Reads the query parameters, each null if it was not given. With a cursor alone its filter goes on to apply.
     *
     * @throws ProblemException of type {@link GeneralProblem#INVALID_PARAMETER}
     */
    static ListQuery of(String state, String limit, String cursor) {
        Optional<ConversationState> wanted = Optional.ofNullable(state).map(ListQuery::state);
        int most = limit(limit);
        if (cursor == null) {
            return new ListQuery(wanted, 0, most);
        }
        ConversationCursor from = ConversationCursor.decoded(cursor)
                .orElseThrow(() -> invalid("cursor", "It must be the \"next\" of an earlier answer, unchanged."));
        if (wanted.isPresent() && !wanted.equals(from.state())) {
            throw invalid("cursor", "It belongs to a list with another state.");
        }
        return new ListQuery(from.state(), from.afterId(), most);
    }

    private static ConversationState state(String name) {
        return ConversationCursor.stateNamed(name)
                .orElseThrow(() ->
                        invalid("state", "It must be one of " + Arrays.toString(ConversationState.values()) + "."));
    }

    /** The limit that the query parameter asks for, null if it was not given. */
    static int limit(String digits) {
        if (digits == null) {
            return DEFAULT_LIMIT;
        }
        int limit = UP_TO_FOUR_DIGITS.matcher(digits).matches() ? Integer.parseInt(digits) : 0;
        if (limit < 1 || limit > MOST) {
            throw invalid("limit", "It must be a whole number from 1 to " + MOST + ".");
        }
        return limit;
    }

    private static ProblemException invalid(String parameter, String rule) {
        return new ProblemException(Problem.of(
                GeneralProblem.INVALID_PARAMETER, "The query parameter \"" + parameter + "\" is not valid. " + rule));
    }
}
