package dev.colloquy.initiator.http;

import static dev.colloquy.initiator.http.ConversationProblem.CONVERSATION_NOT_OPEN;
import static dev.colloquy.initiator.http.ConversationProblem.IDEMPOTENCY_KEY_REUSED;
import static dev.colloquy.initiator.http.ConversationProblem.NO_REPLY;
import static dev.colloquy.initiator.http.ConversationProblem.OVERLOADED;
import static dev.colloquy.initiator.http.ConversationProblem.UNKNOWN_CONVERSATION;
import static dev.colloquy.problem.GeneralProblem.CONTENT_TOO_LARGE;
import static dev.colloquy.problem.GeneralProblem.FORBIDDEN;
import static dev.colloquy.problem.GeneralProblem.INSTANCE_UNAVAILABLE;
import static dev.colloquy.problem.GeneralProblem.INTERNAL_ERROR;
import static dev.colloquy.problem.GeneralProblem.INVALID_CONTENT;
import static dev.colloquy.problem.GeneralProblem.INVALID_PARAMETER;
import static dev.colloquy.problem.GeneralProblem.MALFORMED_REQUEST;
import static dev.colloquy.problem.GeneralProblem.NOT_ACCEPTABLE;
import static dev.colloquy.problem.GeneralProblem.UNAUTHENTICATED;
import static dev.colloquy.problem.GeneralProblem.UNSUPPORTED_MEDIA_TYPE;

import dev.colloquy.problem.ProblemType;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which problems an operation may answer, by its {@code operationId}. */
final class OperationProblems {
    private static final List<ProblemType> OF_EACH = List.of(
            MALFORMED_REQUEST, UNAUTHENTICATED, FORBIDDEN, NOT_ACCEPTABLE, INTERNAL_ERROR, INSTANCE_UNAVAILABLE);

    // spotless:off
    private static final Map<String, List<ProblemType>> OF_OPERATION = Map.of(
            "beginConversation", List.of(INVALID_PARAMETER, CONTENT_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE, INVALID_CONTENT,
                    IDEMPOTENCY_KEY_REUSED, OVERLOADED),
            "getConversation", List.of(UNKNOWN_CONVERSATION, NO_REPLY),
            "listConversations", List.of(INVALID_PARAMETER),
            "endConversation", List.of(UNKNOWN_CONVERSATION),
            "sendMessage", List.of(UNKNOWN_CONVERSATION, CONVERSATION_NOT_OPEN, CONTENT_TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE, INVALID_CONTENT, IDEMPOTENCY_KEY_REUSED, OVERLOADED),
            "listMessages", List.of(UNKNOWN_CONVERSATION),
            "listReplies", List.of(INVALID_PARAMETER, OVERLOADED),
            "listFindings", List.of(),
            "reconcile", List.of());
    // spotless:on

    private OperationProblems() {}

    /**
     * The problems of an operation by status.
     *
     * @param operationId one that is not listed here, such as those of the shared model, has what all have
     */
    static SortedMap<Integer, List<ProblemType>> of(String operationId) {
        List<ProblemType> own = OF_OPERATION.getOrDefault(String.valueOf(operationId), List.of());
        return Stream.concat(OF_EACH.stream(), own.stream())
                .collect(Collectors.groupingBy(ProblemType::status, TreeMap::new, Collectors.toList()));
    }
}
