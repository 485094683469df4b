package dev.colloquy.instance.security;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Finds definitions by database and name, without regard to case. */
final class NameIndex<T> implements Register.Index<T> {
    private final Map<NameKey, T> byName = new ConcurrentHashMap<>();
    private final Function<T, NameKey> keyOf;

    NameIndex(Function<T, NameKey> keyOf) {
        this.keyOf = keyOf;
    }

    Optional<T> named(int databaseId, String name) {
        return Optional.ofNullable(byName.get(NameKey.of(databaseId, name)));
    }

    @Override
    public void added(T definition) {
        byName.put(keyOf.apply(definition), definition);
    }

    @Override
    public void removed(T definition) {
        byName.computeIfPresent(keyOf.apply(definition), (key, current) -> current == definition ? null : current);
    }
}
