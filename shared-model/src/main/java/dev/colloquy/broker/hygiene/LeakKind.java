package dev.colloquy.broker.hygiene;

import java.util.Locale;

/** In which way a conversation has leaked. */
public enum LeakKind {
    /** One side has ended it, the other one has not. */
    HALF_CLOSED,
    /** It is open for longer than it should be. */
    OVERDUE,
    /** One of its parts is there without the other, or nobody waits for it. */
    ORPHANED;

    private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** As in the names of settings and tags of meters: {@code half-closed}. */
    public String text() {
        return text;
    }
}
