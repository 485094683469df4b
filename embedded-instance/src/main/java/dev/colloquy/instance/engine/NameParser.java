package dev.colloquy.instance.engine;

import dev.colloquy.instance.tsql.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names that arrive as text: {@code [schema].[name]}, {@code db..name}, {@code name;1}. */
final class NameParser {
    private static final int MAX_PARTS = 3;

    private NameParser() {}

    /** Splits a name; one that has no sense as a name is taken as a whole, and will not be found. */
    static ObjectName parse(String text) {
        List<String> parts = new ArrayList<>(MAX_PARTS);
        int at = 0;
        while (at <= text.length()) {
            StringBuilder part = new StringBuilder();
            at = part(text, at, part);
            parts.add(part.toString());
            if (at >= text.length() || text.charAt(at) != '.') {
                break;
            }
            at++;
        }
        boolean complete = at >= text.length() || text.charAt(at) == ';';
        if (!complete || parts.size() > MAX_PARTS) {
            return ObjectName.of(text);
        }
        return named(parts);
    }

    private static ObjectName named(List<String> parts) {
        String name = parts.get(parts.size() - 1);
        Optional<String> schema = parts.size() < 2 ? Optional.empty() : present(parts.get(parts.size() - 2));
        Optional<String> database = parts.size() < MAX_PARTS ? Optional.empty() : present(parts.get(0));
        return new ObjectName(database, schema, name);
    }

    private static Optional<String> present(String part) {
        return part.isEmpty() ? Optional.empty() : Optional.of(part);
    }

    /** Reads one part and returns the place behind it. */
    private static int part(String text, int start, StringBuilder part) {
        int at = start;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        if (at < text.length() && (text.charAt(at) == '[' || text.charAt(at) == '"')) {
            return quoted(text, at, part);
        }
        for (; at < text.length() && text.charAt(at) != '.' && text.charAt(at) != ';'; at++) {
            part.append(text.charAt(at));
        }
        part.setLength(part.toString().stripTrailing().length());
        return at;
    }

    private static int quoted(String text, int start, StringBuilder part) {
        char close = text.charAt(start) == '[' ? ']' : '"';
        int at = start + 1;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == close) {
                if (at + 1 >= text.length() || text.charAt(at + 1) != close) {
                    at++;
                    break;
                }
                at++;
            }
            part.append(c);
        }
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        return at;
    }
}
