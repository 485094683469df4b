package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlErrors;
import java.text.Normalizer;
import java.util.Locale;

/**
 * How text is compared and ordered. The instance and all its databases have SQL_Latin1_General_CP1_CI_AS, which ignores
 * letter case and distinguishes accents; an expression may ask for another with COLLATE.
 *
 * <p>In every collation blanks at the end of a text do not count.
 */
public enum Collation {
    /** SQL_Latin1_General_CP1_CI_AS, Latin1_General_CI_AS and their like; symbols sort before digits before letters. */
    CASE_INSENSITIVE,
    /** A {@code _CS_AS} collation: as above, but letters of different case differ, small ones first. */
    CASE_SENSITIVE,
    /** A {@code _BIN} or {@code _BIN2} collation: the order of the code units. */
    BINARY;

    private static final int TABLE_SIZE = 0x180;
    private static final int DIGITS = 0x1000;
    private static final int LETTERS = 0x2000;
    private static final int OTHERS = 0x10000;
    private static final int VARIANTS_OF_A_LETTER = 512;
    private static final int[] WEIGHTS = weights();

    /**
     * The collation of a COLLATE clause.
     *
     * @throws dev.colloquy.instance.types.SqlError 40517 for a collation of another alphabet or sensitivity
     */
    public static Collation named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.equals("DATABASE_DEFAULT") || upper.equals("CATALOG_DEFAULT")) {
            return CASE_INSENSITIVE;
        }
        boolean latin = upper.startsWith("SQL_LATIN1_GENERAL_CP1_") || upper.startsWith("LATIN1_GENERAL_");
        if (latin && (upper.endsWith("_BIN") || upper.endsWith("_BIN2"))) {
            return BINARY;
        }
        if (latin && !upper.contains("_UTF8") && upper.contains("_CS_AS")) {
            return CASE_SENSITIVE;
        }
        if (latin && !upper.contains("_UTF8") && upper.contains("_CI_AS")) {
            return CASE_INSENSITIVE;
        }
        throw SqlErrors.notSupported("The collation " + name);
    }

    /** The collation of an expression: that of a COLLATE clause in it, otherwise the default. */
    static Collation of(Expression expression) {
        Collation explicit = explicit(expression);
        return explicit == null ? CASE_INSENSITIVE : explicit;
    }

    /** The collation in which two expressions are compared. */
    static Collation of(Expression left, Expression right) {
        Collation explicit = explicit(left);
        return explicit == null ? of(right) : explicit;
    }

    private static Collation explicit(Expression expression) {
        if (expression instanceof Expression.Collate collate) {
            return named(collate.collation());
        }
        if (expression instanceof Expression.Binary binary) {
            Collation left = explicit(binary.left());
            return left == null ? explicit(binary.right()) : left;
        }
        if (expression instanceof Expression.Call call) {
            for (Expression argument : call.arguments()) {
                Collation collation = explicit(argument);
                if (collation != null) {
                    return collation;
                }
            }
        }
        return null;
    }

    /** Negative, zero or positive as the first text sorts before, with or after the second. */
    public int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            int order = compare(a.charAt(i), b.charAt(i));
            if (order != 0) {
                return order;
            }
        }
        int order = compareRest(a, common);
        if (order == 0) {
            order = -compareRest(b, common);
        }
        return order == 0 && this == CASE_SENSITIVE ? compareCase(a, b, common) : order;
    }

    /** Whether two characters are the same. */
    public boolean same(char a, char b) {
        return a == b || (this == CASE_INSENSITIVE && weight(a) == weight(b));
    }

    /** The order of two characters; letter case does not count unless the collation is binary. */
    int compare(char a, char b) {
        if (a == b) {
            return 0;
        }
        return this == BINARY ? Character.compare(a, b) : Integer.compare(weight(a), weight(b));
    }

    /** What is left of the longer text is compared with blanks. */
    private int compareRest(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            int order = compare(text.charAt(i), ' ');
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static int compareCase(String a, String b, int common) {
        for (int i = 0; i < common; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                return Character.isLowerCase(a.charAt(i)) ? -1 : 1;
            }
        }
        return 0;
    }

    private static int weight(char c) {
        return c < TABLE_SIZE ? WEIGHTS[c] : OTHERS + fold(c);
    }

    private static char fold(char c) {
        return Character.toLowerCase(Character.toUpperCase(c));
    }

    private static int[] weights() {
        int[] weights = new int[TABLE_SIZE];
        for (char c = 0; c < TABLE_SIZE; c++) {
            weights[c] = weigh(c);
        }
        return weights;
    }

    private static int weigh(char c) {
        if (c >= '0' && c <= '9') {
            return DIGITS + c;
        }
        if (!Character.isLetter(c)) {
            return c;
        }
        char folded = fold(c);
        String decomposed = Normalizer.normalize(String.valueOf(folded), Normalizer.Form.NFD);
        char base = switch (folded) {
            case '\u00E6' -> 'a';
            case '\u00F0', '\u0111' -> 'd';
            case '\u00F8', '\u0153' -> 'o';
            case '\u00DF' -> 's';
            case '\u00FE' -> 't';
            default -> decomposed.charAt(0);
        };
        if (base < 'a' || base > 'z') {
            return OTHERS + folded;
        }
        int accent = folded == base ? 0 : folded;
        return LETTERS + (base - 'a') * VARIANTS_OF_A_LETTER + accent;
    }
}
