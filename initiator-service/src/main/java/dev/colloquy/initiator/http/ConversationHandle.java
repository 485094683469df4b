package dev.colloquy.initiator.http;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The conversation handle in a path: a UUID in its usual form of 36 characters, in either case. */
final class ConversationHandle {
    /** Stricter than {@link UUID#fromString}, which also takes {@code 1-1-1-1-1}. */
    private static final Pattern FORM = Pattern.compile("[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

    private ConversationHandle() {}

    /** Absent for a text that is the handle of no conversation. */
    static Optional<UUID> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(UUID.fromString(text)) : Optional.empty();
    }
}
