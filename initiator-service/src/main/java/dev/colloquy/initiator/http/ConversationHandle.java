package dev.colloquy.initiator.http;

import dev.colloquy.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The conversation handle in a path: a UUID in its usual form of 36 characters, in either case. */
final class ConversationHandle {
    /** Stricter than {@link UUID#fromString}, which also takes {@code 1-1-1-1-1}. */
    private static final Pattern FORM = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private ConversationHandle() {}

    /**
     * Reads the handle; a text that is none is the handle of no conversation.
     *
     * @throws ProblemException of type {@link ConversationProblem#UNKNOWN_CONVERSATION}
     */
    static UUID required(String text) {
        if (!FORM.matcher(text).matches()) {
            throw unknown();
        }
        return UUID.fromString(text);
    }

    /**
     * What was found under a handle.
     *
     * @throws ProblemException of type {@link ConversationProblem#UNKNOWN_CONVERSATION} if nothing was
     */
    static <T> T existing(Optional<T> found) {
        return found.orElseThrow(ConversationHandle::unknown);
    }

    static ProblemException unknown() {
        return new ProblemException(
                ConversationProblem.UNKNOWN_CONVERSATION, "The ledger holds no conversation with this handle.");
    }
}
