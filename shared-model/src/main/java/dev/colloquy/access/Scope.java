package dev.colloquy.access;

import java.util.Locale;
import java.util.Optional;

/** What a caller may do. In configuration and in tokens a scope stands in lower case. None includes another. */
public enum Scope {
    /** Begin conversations, send on them and end one's own: what a client does. */
    BEGIN,
    /** See conversations, their replies and the requests that were answered. */
    READ,
    /** What an operator does: end conversations by force, retry or reject parked requests. */
    OPERATE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The scope as configuration and tokens name it, such as {@code begin}. */
    public String text() {
        return text;
    }

    /** The scope of that name in lower case; empty if there is none. */
    static Optional<Scope> named(String text) {
        for (Scope scope : values()) {
            if (scope.text.equals(text)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
