package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The temporary tables and table variables of one level: of the session, or of a procedure or nested batch at whose end
 * they vanish. A name stands for the name of a table in the store that nobody else uses.
 */
final class TemporaryTables {
    private static final AtomicLong LAST = new AtomicLong();

    private final Map<String, String> storageNames = new HashMap<>(4);

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    static boolean isTemporary(String name) {
        return name.startsWith("#");
    }

    /**
     * The storage name of a temporary table or table variable that the scope sees: its own or, for a temporary table,
     * one of a caller or of the session.
     *
     * @throws SqlError 1087 for an undeclared table variable, 208 for an unknown temporary table
     */
    static String find(String name, Scope scope) {
        String key = key(name);
        if (!isTemporary(name)) {
            String own = scope.hasTemporaryTables()
                    ? scope.temporaryTables().storageNames.get(key)
                    : null;
            if (own == null) {
                throw new SqlError(1087, 15, 2, "Must declare the table variable \"" + name + "\".");
            }
            return own;
        }
        TemporaryTables level = levelOf(key, scope);
        if (level == null) {
            throw SqlErrors.invalidObjectName(name);
        }
        return level.storageNames.get(key);
    }

    private static TemporaryTables levelOf(String key, Scope from) {
        for (Scope scope = from; scope != null; scope = scope.caller()) {
            if (scope.hasTemporaryTables()
                    && scope.temporaryTables().storageNames.containsKey(key)) {
                return scope.temporaryTables();
            }
        }
        TemporaryTables ofSession = from.session().temporaryTables();
        return ofSession.storageNames.containsKey(key) ? ofSession : null;
    }

    /** Whether the scope sees a temporary table of the name. */
    static boolean isVisible(String name, Scope scope) {
        return levelOf(key(name), scope) != null;
    }

    /** Where a temporary table that the scope creates belongs: a batch of the client leaves it to the session. */
    private static TemporaryTables home(Scope scope) {
        return scope.caller() == null ? scope.session().temporaryTables() : scope.temporaryTables();
    }

    /**
     * Gives a new temporary table its name in the store, until the transaction rolls back.
     *
     * @throws SqlError 2714 if the level has one of the name
     */
    static void create(String name, Scope scope) {
        TemporaryTables home = home(scope);
        String key = key(name);
        if (home.storageNames.containsKey(key)) {
            throw SqlErrors.duplicateObject(name);
        }
        home.storageNames.put(key, name + "#" + LAST.incrementAndGet());
        scope.transaction().onRollback(() -> home.storageNames.remove(key));
    }

    /** Forgets a dropped temporary table, until the transaction rolls back. */
    static void forget(String name, Scope scope) {
        String key = key(name);
        TemporaryTables level = levelOf(key, scope);
        if (level != null) {
            String storageName = level.storageNames.remove(key);
            scope.transaction().onRollback(() -> level.storageNames.put(key, storageName));
        }
    }

    /** The storage name of a table variable; declaring it a second time (in a loop) finds the first. */
    String declare(String name) {
        return storageNames.computeIfAbsent(key(name), k -> name + "#" + LAST.incrementAndGet());
    }

    boolean isDeclared(String name) {
        return storageNames.containsKey(key(name));
    }

    /** Drops everything at the end of the level. */
    void drop(Scope scope) {
        for (String storageName : List.copyOf(storageNames.values())) {
            scope.session().instance().relational().dropTemporary(storageName, scope);
        }
        storageNames.clear();
    }
}
