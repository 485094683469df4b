package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.ObjectStore;
import dev.colloquy.instance.storage.StoredObject;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlErrors;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The definitions of one kind: a row each in the store, and in memory for readers, who take no lock. A change shows at
 * once and is undone when its transaction is rolled back; the definition lock keeps other changes away meanwhile.
 */
final class Registry<T extends Definition> {
    private record IdKey(int databaseId, int id) {}

    private record NameKey(int databaseId, String name) {}

    private final ObjectStore store;
    private final String kind;
    private final Function<T, Map<String, String>> write;
    private final Function<T, String> nameKey;
    private final Map<IdKey, T> byId = new ConcurrentHashMap<>();
    private final Map<NameKey, T> byName = new ConcurrentHashMap<>();
    private final Map<Integer, List<T>> lists = new ConcurrentHashMap<>();

    /**
     * Loads what is stored.
     *
     * @param nameKey the name in the form in which it is compared
     */
    Registry(
            ObjectStore store,
            String kind,
            String family,
            Function<T, String> nameKey,
            Function<T, Map<String, String>> write,
            Function<StoredObject, T> read) {
        this.store = store;
        this.kind = kind;
        this.write = write;
        this.nameKey = nameKey;
        for (StoredObject stored : store.loaded(kind)) {
            keep(read.apply(stored));
            store.reserve(family, stored.databaseId(), stored.objectId());
        }
    }

    Optional<T> named(int databaseId, String key) {
        return Optional.ofNullable(byName.get(new NameKey(databaseId, key)));
    }

    Optional<T> withId(int databaseId, int id) {
        return Optional.ofNullable(byId.get(new IdKey(databaseId, id)));
    }

    /** The definitions of a database by id. */
    List<T> all(int databaseId) {
        return lists.computeIfAbsent(databaseId, this::list);
    }

    private List<T> list(int databaseId) {
        return byId.values().stream()
                .filter(definition -> definition.databaseId() == databaseId)
                .sorted(Comparator.comparingInt(Definition::id))
                .toList();
    }

    /** Adds an object that every database has and that is not stored. */
    void keepSystem(T definition) {
        keep(definition);
    }

    /**
     * Adds a definition.
     *
     * @throws dev.colloquy.instance.types.SqlError 2714 if the name is taken
     */
    void add(Transaction transaction, T definition) {
        if (byName.containsKey(nameKeyOf(definition))) {
            throw SqlErrors.duplicateObject(definition.name());
        }
        replace(transaction, definition);
    }

    /** Adds a definition or replaces the one with its id. */
    void replace(Transaction transaction, T definition) {
        T former = byId.get(new IdKey(definition.databaseId(), definition.id()));
        store.put(
                transaction,
                new StoredObject(
                        kind, definition.databaseId(), definition.id(), definition.name(), write.apply(definition)));
        keep(definition);
        transaction.onRollback(() -> {
            if (former == null) {
                forget(definition);
            } else {
                keep(former);
            }
        });
    }

    void remove(Transaction transaction, T definition) {
        store.remove(transaction, kind, definition.databaseId(), definition.id());
        forget(definition);
        transaction.onRollback(() -> keep(definition));
    }

    /** Forgets what a dropped database held; the caller of DROP DATABASE removes the rows. */
    void forgetDatabase(Transaction transaction, int databaseId) {
        for (T definition : all(databaseId)) {
            forget(definition);
            transaction.onRollback(() -> keep(definition));
        }
    }

    private void keep(T definition) {
        byId.put(new IdKey(definition.databaseId(), definition.id()), definition);
        byName.put(nameKeyOf(definition), definition);
        lists.remove(definition.databaseId());
    }

    private void forget(T definition) {
        byId.remove(new IdKey(definition.databaseId(), definition.id()));
        byName.remove(nameKeyOf(definition));
        lists.remove(definition.databaseId());
    }

    private NameKey nameKeyOf(T definition) {
        return new NameKey(definition.databaseId(), nameKey.apply(definition));
    }
}
