package dev.colloquy.instance.security;

import dev.colloquy.instance.storage.ObjectStore;
import dev.colloquy.instance.storage.StoredObject;
import dev.colloquy.instance.storage.Transaction;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The definitions of one kind: in memory for readers, and a row each in the store. A change shows at once and is undone
 * when its transaction is rolled back. One transaction at a time changes definitions, readers take no lock.
 */
final class Register<T> {
    /** Is told of each change, to keep look-ups by other keys. */
    interface Index<T> {
        void added(T definition);

        void removed(T definition);

        /** Adds before it removes, so that readers find one of the two at any time. */
        default void replaced(T former, T definition) {
            added(definition);
            removed(former);
        }
    }

    /** For definitions that are found by their id only. */
    static final class NoIndex<T> implements Index<T> {
        @Override
        public void added(T definition) {
            // Nothing is kept.
        }

        @Override
        public void removed(T definition) {
            // Nothing is kept.
        }
    }

    private record Key(int databaseId, int id) {}

    private final ObjectStore store;
    private final Codec<T> codec;
    private final Index<T> index;
    private final Map<Key, T> definitions = new ConcurrentHashMap<>();

    /** Loads what is stored. */
    Register(ObjectStore store, Codec<T> codec, Index<T> index) {
        this.store = store;
        this.codec = codec;
        this.index = index;
        for (StoredObject stored : store.loaded(codec.kind())) {
            keep(key(stored), codec.read().apply(stored));
            store.reserve(codec.family(), stored.databaseId(), stored.objectId());
        }
    }

    /** A new number for a definition. */
    int nextId(int databaseId, int above) {
        return store.nextId(codec.family(), databaseId, above);
    }

    Optional<T> withId(int databaseId, int id) {
        return Optional.ofNullable(definitions.get(new Key(databaseId, id)));
    }

    /** The definitions of a database by id. */
    List<T> all(int databaseId) {
        return definitions.entrySet().stream()
                .filter(entry -> entry.getKey().databaseId() == databaseId)
                .sorted(Comparator.comparingInt(entry -> entry.getKey().id()))
                .map(Map.Entry::getValue)
                .toList();
    }

    List<T> all() {
        return List.copyOf(definitions.values());
    }

    /** Adds a definition or replaces the one of the same id. */
    void put(Transaction transaction, T definition) {
        StoredObject stored = codec.write().apply(definition);
        Key key = key(stored);
        T former = definitions.get(key);
        store.put(transaction, stored);
        keep(key, definition);
        transaction.onRollback(() -> restore(key, former));
    }

    void remove(Transaction transaction, T definition) {
        Key key = key(codec.write().apply(definition));
        store.remove(transaction, codec.kind(), key.databaseId(), key.id());
        drop(key);
        transaction.onRollback(() -> restore(key, definition));
    }

    /** Forgets the definitions of a database whose rows {@link ObjectStore#removeDatabase} removes. */
    void forget(Transaction transaction, int databaseId) {
        for (Key key : List.copyOf(definitions.keySet())) {
            if (key.databaseId() == databaseId) {
                T former = definitions.get(key);
                drop(key);
                transaction.onRollback(() -> restore(key, former));
            }
        }
    }

    private void restore(Key key, T former) {
        if (former == null) {
            drop(key);
        } else {
            keep(key, former);
        }
    }

    private void keep(Key key, T definition) {
        T former = definitions.put(key, definition);
        if (former == null) {
            index.added(definition);
        } else {
            index.replaced(former, definition);
        }
    }

    private void drop(Key key) {
        T former = definitions.remove(key);
        if (former != null) {
            index.removed(former);
        }
    }

    private static Key key(StoredObject stored) {
        return new Key(stored.databaseId(), stored.objectId());
    }
}
