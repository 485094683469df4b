package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import java.util.Map;

/** "String functions (Transact-SQL)" that search a text, in the collation of their arguments. */
final class SearchFunctions {
    private SearchFunctions() {}

    static void addTo(Map<String, BuiltIn> functions) {
        BuiltIn.of("CHARINDEX", 2, 3, t -> ResultTypes.position(t[1]), SearchFunctions::charIndex)
                .addTo(functions);
        BuiltIn.of("PATINDEX", 2, t -> ResultTypes.position(t[1]), SearchFunctions::patIndex)
                .addTo(functions);
        BuiltIn.of("REPLACE", 3, ResultTypes::longestText, SearchFunctions::replace)
                .addTo(functions);
        BuiltIn.of("TRANSLATE", 3, ResultTypes::text, SearchFunctions::translate)
                .addTo(functions);
    }

    private static Object charIndex(Arguments a) {
        String wanted = a.text(0);
        String text = a.text(1);
        long start = a.has(2) ? Math.max(1, a.bigint(2)) : 1;
        if (wanted.isEmpty() || start > text.length()) {
            return StringFunctions.number(0, a.type());
        }
        return StringFunctions.number(indexOf(text, wanted, (int) start - 1, a.collation()) + 1L, a.type());
    }

    private static Object patIndex(Arguments a) {
        LikePattern pattern = LikePattern.of(a.text(0), a.collation(), a.isUnicode(0) || a.isUnicode(1));
        return StringFunctions.number(pattern.find(a.text(1)), a.type());
    }

    private static Object replace(Arguments a) {
        String text = a.text(0);
        String wanted = a.text(1);
        String replacement = a.text(2);
        int found = wanted.isEmpty() ? -1 : indexOf(text, wanted, 0, a.collation());
        if (found < 0) {
            return text;
        }
        StringBuilder replaced = new StringBuilder(text.length() + replacement.length());
        int from = 0;
        while (found >= 0) {
            replaced.append(text, from, found).append(replacement);
            from = found + wanted.length();
            found = indexOf(text, wanted, from, a.collation());
        }
        return replaced.append(text, from, text.length()).toString();
    }

    private static Object translate(Arguments a) {
        String text = a.text(0);
        String characters = a.text(1);
        String translations = a.text(2);
        if (characters.length() != translations.length()) {
            throw new SqlError(
                    9828,
                    "The second and third arguments of the TRANSLATE built-in function must contain an equal number"
                            + " of characters.");
        }
        char[] translated = text.toCharArray();
        for (int i = 0; i < translated.length; i++) {
            int found = indexOf(characters, String.valueOf(translated[i]), 0, a.collation());
            translated[i] = found < 0 ? translated[i] : translations.charAt(found);
        }
        return new String(translated);
    }

    /** Zero-based, -1 if the text does not contain what is wanted. */
    private static int indexOf(String text, String wanted, int from, Collation collation) {
        if (collation != Collation.CASE_INSENSITIVE) {
            return text.indexOf(wanted, from);
        }
        int last = text.length() - wanted.length();
        for (int start = from; start <= last; start++) {
            int i = 0;
            while (i < wanted.length() && collation.same(text.charAt(start + i), wanted.charAt(i))) {
                i++;
            }
            if (i == wanted.length()) {
                return start;
            }
        }
        return -1;
    }
}
