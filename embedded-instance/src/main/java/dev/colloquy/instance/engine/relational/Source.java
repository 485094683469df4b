package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.ObjectName;
import java.util.List;
import java.util.Optional;

/**
 * A source of rows in FROM with the names by which columns may call it.
 *
 * @param alias  the exposed name: the alias, or the name of the table
 * @param name   the name as written if there is no alias, so that {@code dbo.t.c} is found
 * @param table  the stored table, absent for everything else
 * @param rowId  the row's number in H2, for stored tables
 */
record Source(
        String alias,
        Optional<ObjectName> name,
        List<SourceColumn> columns,
        Optional<StoredTable> table,
        Optional<String> rowId) {

    /** Whether a qualifier of one to three parts means this source. */
    boolean isCalled(List<String> qualifier) {
        String last = qualifier.get(qualifier.size() - 1);
        if (qualifier.size() == 1) {
            return last.equalsIgnoreCase(alias);
        }
        if (name.isEmpty() || !last.equalsIgnoreCase(name.get().name())) {
            return false;
        }
        String schema = qualifier.get(qualifier.size() - 2);
        return schema.isEmpty() || schema.equalsIgnoreCase(name.get().schema().orElse("dbo"));
    }

    Source asNullable() {
        return new Source(
                alias, name, columns.stream().map(SourceColumn::asNullable).toList(), table, rowId);
    }
}
