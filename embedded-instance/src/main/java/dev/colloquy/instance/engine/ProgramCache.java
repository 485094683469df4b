package dev.colloquy.instance.engine;

import dev.colloquy.instance.tsql.DefinitionStatement.Parameter;
import dev.colloquy.instance.tsql.Parser;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parsed batches by their text, shared by all sessions. The least recently used go when the texts together exceed the
 * bound; a text longer than a tenth of it is never kept.
 */
final class ProgramCache {
    /** Characters; the trees take some ten times as many bytes. */
    private static final int MAX_CHARACTERS = 4_000_000;

    private final int maxCharacters;
    private final Map<Key, Program> programs = new LinkedHashMap<>(256, 0.75f, true);
    private long characters;

    private record Key(String text, String parameters) {
        int length() {
            return text.length() + parameters.length();
        }
    }

    ProgramCache() {
        this(MAX_CHARACTERS);
    }

    ProgramCache(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    /**
     * The program of a batch.
     *
     * @param parameters the parameter definitions of sp_executesql, empty for none
     * @throws dev.colloquy.instance.types.SqlError the syntax error, placed
     */
    Program get(String text, String parameters) {
        Key key = new Key(text, parameters);
        synchronized (programs) {
            Program known = programs.get(key);
            if (known != null) {
                return known;
            }
        }
        List<Parameter> declared = parameters.isEmpty() ? List.of() : Parser.parseParameterList(parameters);
        Program program = new Program(Parser.parse(text).statements(), declared);
        if (key.length() <= maxCharacters / 10) {
            keep(key, program);
        }
        return program;
    }

    private void keep(Key key, Program program) {
        synchronized (programs) {
            if (programs.put(key, program) == null) {
                characters += key.length();
            }
            Iterator<Key> oldest = programs.keySet().iterator();
            while (characters > maxCharacters) {
                characters -= oldest.next().length();
                oldest.remove();
            }
        }
    }

    int size() {
        synchronized (programs) {
            return programs.size();
        }
    }
}
