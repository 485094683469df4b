package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Single characters and their codes, quoted names, escapes. */
final class CharacterFunctions {
    private static final int NAME_LENGTH = 128;
    private static final int NAME_PARTS = 4;

    private CharacterFunctions() {}

    static void addTo(Map<String, BuiltIn> functions) {
        BuiltIn.of("ASCII", 1, ResultTypes.always(SqlType.INT), a -> first(a.text(0), true))
                .addTo(functions);
        BuiltIn.of("UNICODE", 1, ResultTypes.always(SqlType.INT), a -> first(a.text(0), false))
                .addTo(functions);
        BuiltIn.of("CHAR", 1, ResultTypes.always(SqlType.charOf(1)), CharacterFunctions::character)
                .addTo(functions);
        BuiltIn.of("NCHAR", 1, ResultTypes.always(SqlType.nchar(1)), CharacterFunctions::nationalCharacter)
                .addTo(functions);
        BuiltIn.of("QUOTENAME", 1, 2, ResultTypes.always(SqlType.nvarchar(258)), CharacterFunctions::quoteName)
                .addTo(functions);
        BuiltIn.of("PARSENAME", 2, ResultTypes.always(SqlType.SYSNAME), CharacterFunctions::parseName)
                .addTo(functions);
        BuiltIn.of("STRING_ESCAPE", 2, ResultTypes.always(SqlType.NVARCHAR_MAX), CharacterFunctions::escape)
                .addTo(functions);
    }

    private static Object first(String text, boolean ascii) {
        if (text.isEmpty()) {
            return null;
        }
        return ascii ? CodePage.encode(text.charAt(0)) & 0xFF : (int) text.charAt(0);
    }

    private static Object character(Arguments a) {
        int code = a.integer(0);
        return code < 0 || code > 255 ? null : String.valueOf(CodePage.decode(code));
    }

    private static Object nationalCharacter(Arguments a) {
        int code = a.integer(0);
        return code < 0 || code > Character.MAX_VALUE ? null : String.valueOf((char) code);
    }

    /** NULL for a text that is no name and for a quote that is none. */
    private static Object quoteName(Arguments a) {
        String name = a.text(0);
        String quote = a.has(1) ? a.text(1) : "[";
        if (name.length() > NAME_LENGTH || quote.isEmpty()) {
            return null;
        }
        char open = opening(quote.charAt(0));
        if (open == 0) {
            return null;
        }
        char close = closing(open);
        StringBuilder quoted = new StringBuilder(name.length() + 2).append(open);
        for (int i = 0; i < name.length(); i++) {
            quoted.append(name.charAt(i));
            if (name.charAt(i) == close) {
                quoted.append(close);
            }
        }
        return quoted.append(close).toString();
    }

    private static char opening(char quote) {
        return switch (quote) {
            case '[', ']' -> '[';
            case '(', ')' -> '(';
            case '{', '}' -> '{';
            case '<', '>' -> '<';
            case '\'', '"', '`' -> quote;
            default -> 0;
        };
    }

    private static char closing(char open) {
        return switch (open) {
            case '[' -> ']';
            case '(' -> ')';
            case '{' -> '}';
            case '<' -> '>';
            default -> open;
        };
    }

    /** Parts are counted from the right: 1 object, 2 schema, 3 database, 4 server. */
    private static Object parseName(Arguments a) {
        int wanted = a.integer(1);
        List<String> parts = parts(a.text(0));
        boolean exists = wanted >= 1 && wanted <= parts.size() && parts.size() <= NAME_PARTS;
        String part = exists ? parts.get(parts.size() - wanted) : "";
        return part.isEmpty() || part.length() > NAME_LENGTH ? null : part;
    }

    /** Empty if the name is malformed. */
    private static List<String> parts(String name) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        char close = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (close != 0) {
                if (c != close) {
                    part.append(c);
                } else if (i + 1 < name.length() && name.charAt(i + 1) == close) {
                    part.append(close);
                    i++;
                } else {
                    close = 0;
                }
            } else if (c == '[' || c == '"') {
                close = closing(c);
            } else if (c == '.') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(c);
            }
        }
        parts.add(part.toString());
        return close == 0 ? parts : List.of();
    }

    private static Object escape(Arguments a) {
        if (!a.text(1).toLowerCase(Locale.ROOT).equals("json")) {
            throw new SqlError(14, 16, 1, "An invalid value was specified for argument 2 of string_escape function.");
        }
        String text = a.text(0);
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            escapeJson(text.charAt(i), escaped);
        }
        return escaped.toString();
    }

    private static void escapeJson(char c, StringBuilder to) {
        switch (c) {
            case '"' -> to.append("\\\"");
            case '\\' -> to.append("\\\\");
            case '/' -> to.append("\\/");
            case '\b' -> to.append("\\b");
            case '\f' -> to.append("\\f");
            case '\n' -> to.append("\\n");
            case '\r' -> to.append("\\r");
            case '\t' -> to.append("\\t");
            default -> {
                if (c < ' ') {
                    to.append("\\u00").append(c < 16 ? '0' : '1').append(Character.forDigit(c % 16, 16));
                } else {
                    to.append(c);
                }
            }
        }
    }
}
