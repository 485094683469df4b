package dev.colloquy.instance.engine;

import dev.colloquy.instance.types.SqlError;
import java.util.HashMap;
import java.util.Map;

/** The statements that a session has prepared, by handle. Handles begin with 1 and are not used again. */
final class PreparedStatements {
    /**
     * A prepared statement.
     *
     * @param declarations its parameters as sp_prepare took them, empty for none
     */
    record Prepared(String text, String declarations, Program program) {}

    private final Map<Integer, Prepared> byHandle = new HashMap<>();
    private int last;

    int add(Prepared prepared) {
        last++;
        byHandle.put(last, prepared);
        return last;
    }

    /**
     * The statement of a handle.
     *
     * @throws SqlError 8179 if there is none
     */
    Prepared get(int handle) {
        Prepared prepared = byHandle.get(handle);
        if (prepared == null) {
            throw unknown(handle);
        }
        return prepared;
    }

    /**
     * Forgets a handle.
     *
     * @throws SqlError 8179 if there is none
     */
    void remove(int handle) {
        if (byHandle.remove(handle) == null) {
            throw unknown(handle);
        }
    }

    /** Forgets a handle that a new statement takes the place of; it may be unknown. */
    void replace(int handle) {
        byHandle.remove(handle);
    }

    private static SqlError unknown(int handle) {
        return new SqlError(8179, 16, 2, "Could not find prepared statement with handle " + handle + ".");
    }

    void clear() {
        byHandle.clear();
    }
}
