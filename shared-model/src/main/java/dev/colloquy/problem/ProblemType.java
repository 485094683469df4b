package dev.colloquy.problem;

import java.util.Locale;

/**
 * What can be wrong with a request, as RFC 9457 wants it told: a status, a title that is the same for every occurrence,
 * and a URI that stays. {@code docs/problems.md} describes each under its slug. Implemented by enums.
 */
public interface ProblemType {
    /** What the URI of each type begins with. */
    String BASE = "https://colloquy.dev/problems/";

    /** Name of the enum constant; the slug comes of it. */
    String name();

    /** Status of the response. */
    int status();

    /** The same for every problem of the type. */
    String title();

    /** The last part of the URI, and the heading in {@code docs/problems.md}. */
    default String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Identifies the type, and stays as it is. */
    default String uri() {
        return BASE + slug();
    }
}
