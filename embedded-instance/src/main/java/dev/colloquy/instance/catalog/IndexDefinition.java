package dev.colloquy.instance.catalog;

import java.util.List;
import java.util.Optional;

/**
 * An index of a table, as {@code sys.indexes} shows it; primary keys and unique constraints have one each.
 *
 * @param indexId  1 for the clustered index, above for the others
 * @param included the columns of INCLUDE
 * @param filter   the T-SQL text of the filter
 */
public record IndexDefinition(
        int indexId,
        String name,
        boolean unique,
        boolean clustered,
        boolean primaryKey,
        boolean uniqueConstraint,
        List<Column> columns,
        List<String> included,
        Optional<String> filter) {
    public IndexDefinition {
        columns = List.copyOf(columns);
        included = List.copyOf(included);
    }

    /** A key column by name. */
    public record Column(String name, boolean descending) {}
}
