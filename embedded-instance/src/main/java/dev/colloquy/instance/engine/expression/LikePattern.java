package dev.colloquy.instance.engine.expression;

/**
 * The patterns of LIKE and PATINDEX: {@code %} any text, {@code _} any character, {@code [a-f]} one of a set,
 * {@code [^a-f]} one not of it. A pattern is read while it is matched; nothing is compiled or allocated.
 */
final class LikePattern {
    private static final int NO_ESCAPE = -1;

    private final String pattern;
    private final int escape;
    private final Collation collation;
    /** Blanks behind what matches do not count, as for char and varchar. */
    private final boolean ignoringBlanks;
    /** Where the element last read by {@link #matchesAt} ends. */
    private int next;

    private LikePattern(String pattern, int escape, Collation collation, boolean ignoringBlanks) {
        this.pattern = pattern;
        this.escape = escape;
        this.collation = collation;
        this.ignoringBlanks = ignoringBlanks;
    }

    /** A pattern without an escape character. */
    static LikePattern of(String pattern, Collation collation, boolean unicode) {
        return new LikePattern(pattern, NO_ESCAPE, collation, !unicode);
    }

    /** A pattern in which a character takes the meaning of the one after it away. */
    static LikePattern of(String pattern, char escape, Collation collation, boolean unicode) {
        return new LikePattern(pattern, escape, collation, !unicode);
    }

    boolean matches(String text) {
        return matches(text, 0, 0);
    }

    /** One-based position of the first text that matches, 0 if there is none; see PATINDEX. */
    int find(String text) {
        if (pattern.isEmpty() || pattern.charAt(0) != '%') {
            return matches(text) ? 1 : 0;
        }
        for (int start = 0; start <= text.length(); start++) {
            if (matches(text, start, 1)) {
                return Math.min(start + 1, Math.max(1, text.length()));
            }
        }
        return 0;
    }

    /** Greedy with one point to return to: after the last {@code %}. */
    private boolean matches(String text, int from, int patternFrom) {
        int at = from;
        int in = patternFrom;
        int retryText = -1;
        int retryPattern = -1;
        while (true) {
            if (in < pattern.length() && pattern.charAt(in) == '%' && escape != '%') {
                retryPattern = ++in;
                retryText = at;
                continue;
            }
            if (in == pattern.length() && isEnd(text, at)) {
                return true;
            }
            if (in < pattern.length() && at < text.length() && matchesAt(in, text.charAt(at))) {
                in = next;
                at++;
                continue;
            }
            if (retryPattern < 0 || retryText >= text.length()) {
                return false;
            }
            at = ++retryText;
            in = retryPattern;
        }
    }

    private boolean isEnd(String text, int at) {
        if (at == text.length()) {
            return true;
        }
        if (!ignoringBlanks) {
            return false;
        }
        for (int i = at; i < text.length(); i++) {
            if (text.charAt(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    /** Whether the element of the pattern at an index matches a character. */
    private boolean matchesAt(int in, char c) {
        char element = pattern.charAt(in);
        if (element == escape && in + 1 < pattern.length()) {
            next = in + 2;
            return collation.same(pattern.charAt(in + 1), c);
        }
        if (element == '_') {
            next = in + 1;
            return true;
        }
        return element == '[' ? matchesSet(in + 1, c) : matchesLiteral(in, c);
    }

    private boolean matchesLiteral(int in, char c) {
        next = in + 1;
        return collation.same(pattern.charAt(in), c);
    }

    /** A set without closing bracket matches nothing. */
    private boolean matchesSet(int start, char c) {
        int in = start;
        boolean negated = in < pattern.length() && pattern.charAt(in) == '^';
        if (negated) {
            in++;
        }
        int first = in;
        boolean found = false;
        while (in < pattern.length() && (pattern.charAt(in) != ']' || in == first)) {
            if (pattern.charAt(in) == escape && in + 1 < pattern.length()) {
                in++;
            }
            char low = pattern.charAt(in);
            boolean range = in + 2 < pattern.length() && pattern.charAt(in + 1) == '-' && pattern.charAt(in + 2) != ']';
            char high = range ? pattern.charAt(in + 2) : low;
            found |= range ? collation.compare(low, c) <= 0 && collation.compare(c, high) <= 0 : collation.same(low, c);
            in += range ? 3 : 1;
        }
        next = in + 1;
        return in < pattern.length() && found != negated;
    }
}
