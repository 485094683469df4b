package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.types.SqlError;
import java.sql.Connection;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/** SET IDENTITY_INSERT: for which table each session may write the identity column; one at a time. */
final class IdentityInserts {
    private final Map<Connection, StoredTable> on = Collections.synchronizedMap(new WeakHashMap<>());

    /** Turns it on. Error 8107 if it is on for another table. */
    void turnOn(StoredTable table, StatementContext context) {
        if (table.definition().identityColumn().isEmpty()) {
            throw new SqlError(
                    8106,
                    "Table '" + table.fullName()
                            + "' does not have the identity property. Cannot perform SET operation.");
        }
        StoredTable former = on.putIfAbsent(context.transaction().connection(), table);
        if (former != null && !isSame(former, table)) {
            throw new SqlError(
                    8107,
                    "IDENTITY_INSERT is already ON for table '" + former.fullName()
                            + "'. Cannot perform SET operation for table '" + table.fullName() + "'.");
        }
    }

    /** Turns it off; returns whether it was on. */
    boolean turnOff(StoredTable table, StatementContext context) {
        boolean was = isOn(table, context);
        if (was) {
            on.remove(context.transaction().connection());
        }
        return was;
    }

    boolean isOn(StoredTable table, StatementContext context) {
        StoredTable current = on.get(context.transaction().connection());
        return current != null && isSame(current, table);
    }

    /** Forgets the session's setting. */
    void reset(StatementContext context) {
        on.remove(context.transaction().connection());
    }

    private static boolean isSame(StoredTable a, StoredTable b) {
        return a.sql().equals(b.sql());
    }
}
