package dev.colloquy.instance.security;

import java.util.Locale;

/** A name in a database, compared as the default collation does: without regard to case. */
record NameKey(int databaseId, String lowerCaseName) {
    static NameKey of(int databaseId, String name) {
        return new NameKey(databaseId, name.toLowerCase(Locale.ROOT));
    }
}
