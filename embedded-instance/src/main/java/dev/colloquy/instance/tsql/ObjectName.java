package dev.colloquy.instance.tsql;

import java.util.List;
import java.util.Optional;

/**
 * A name of one to three parts: {@code [[database.][schema].]name}. An omitted schema between two dots
 * ({@code db..name}) is absent. Quotes and brackets are removed, letter case is kept.
 *
 * @param database the database, absent for the current one
 * @param schema   the schema, absent for the default one
 * @param name     the object itself
 */
public record ObjectName(Optional<String> database, Optional<String> schema, String name) {
    public static ObjectName of(String name) {
        return new ObjectName(Optional.empty(), Optional.empty(), name);
    }

    public static ObjectName of(String schema, String name) {
        return new ObjectName(Optional.empty(), Optional.of(schema), name);
    }

    /** The parts that were written, in order. */
    public List<String> parts() {
        if (database.isPresent()) {
            return List.of(database.get(), schema.orElse(""), name);
        }
        return schema.map(s -> List.of(s, name)).orElseGet(() -> List.of(name));
    }

    /** The name as error messages show it: parts joined by dots, without brackets. */
    @Override
    public String toString() {
        return String.join(".", parts());
    }
}
