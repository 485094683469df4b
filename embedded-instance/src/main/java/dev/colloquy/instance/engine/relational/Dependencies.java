package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.types.SqlType;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What a plan was made from besides its statement; as long as it holds, the plan does. */
final class Dependencies {
    private final Map<Integer, Long> versions = new HashMap<>(2);
    private final Map<String, SqlType> variables = new HashMap<>(4);
    private final Map<String, StoredTable> temporaries = new HashMap<>(1);

    /** The tables that the plan reads, for the check of permissions. */
    private final Set<TableDefinition> read = new LinkedHashSet<>(2);

    void reads(TableDefinition table) {
        read.add(table);
    }

    Set<TableDefinition> read() {
        return read;
    }

    void database(int databaseId, long version) {
        versions.putIfAbsent(databaseId, version);
    }

    void variable(String name, SqlType type) {
        variables.put(name, type);
    }

    void temporary(String name, StoredTable table) {
        temporaries.put(name, table);
    }

    /** Whether everything is still as it was. */
    boolean hold(StatementContext context, Names names) {
        for (Map.Entry<Integer, Long> entry : versions.entrySet()) {
            if (names.version(entry.getKey()) != entry.getValue()) {
                return false;
            }
        }
        for (Map.Entry<String, SqlType> entry : variables.entrySet()) {
            if (!context.variableType(entry.getKey()).equals(entry.getValue())) {
                return false;
            }
        }
        for (Map.Entry<String, StoredTable> entry : temporaries.entrySet()) {
            if (!entry.getValue().equals(names.temporary(entry.getKey(), context))) {
                return false;
            }
        }
        return true;
    }
}
