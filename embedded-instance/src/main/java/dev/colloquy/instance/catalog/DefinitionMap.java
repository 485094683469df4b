package dev.colloquy.instance.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Definitions by database, by id and by name; safe for concurrent readers. Letter case of names is ignored. */
final class DefinitionMap<D> {
    private final Map<Integer, Map<Integer, D>> byId = new ConcurrentHashMap<>();
    private final Map<Integer, Map<String, D>> byName = new ConcurrentHashMap<>();

    void put(int databaseId, int id, String schema, String name, D definition) {
        byId.computeIfAbsent(databaseId, k -> new ConcurrentSkipListMap<>()).put(id, definition);
        byName.computeIfAbsent(databaseId, k -> new ConcurrentHashMap<>()).put(key(schema, name), definition);
    }

    void remove(int databaseId, int id, String schema, String name) {
        byId.getOrDefault(databaseId, Map.of()).remove(id);
        byName.getOrDefault(databaseId, Map.of()).remove(key(schema, name));
    }

    void removeDatabase(int databaseId) {
        byId.remove(databaseId);
        byName.remove(databaseId);
    }

    Optional<D> named(int databaseId, String schema, String name) {
        Map<String, D> names = byName.get(databaseId);
        return names == null ? Optional.empty() : Optional.ofNullable(names.get(key(schema, name)));
    }

    Optional<D> withId(int databaseId, int id) {
        Map<Integer, D> ids = byId.get(databaseId);
        return ids == null ? Optional.empty() : Optional.ofNullable(ids.get(id));
    }

    List<D> all(int databaseId) {
        return List.copyOf(byId.getOrDefault(databaseId, Map.of()).values());
    }

    private static String key(String schema, String name) {
        return schema.toLowerCase(Locale.ROOT) + '\0' + name.toLowerCase(Locale.ROOT);
    }
}
