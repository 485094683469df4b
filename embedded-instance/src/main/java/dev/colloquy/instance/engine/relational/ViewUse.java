package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.views.ViewColumn;
import java.util.List;
import java.util.Optional;

/**
 * A view or queue that a plan reads. It is looked up again by each execution.
 *
 * @param number tells the uses of one plan apart
 * @param key    the value of the view's key column, if only the rows that have it are wanted
 * @param after  the value of the view's key column beyond which rows are wanted, in its order
 * @param limit  how many rows are wanted: the first of these, or no matter which
 */
record ViewUse(
        int number,
        int databaseId,
        String schema,
        String name,
        List<ViewColumn> columns,
        Optional<Parameter> key,
        Optional<Parameter> after,
        Optional<Parameter> limit) {
    ViewUse withKey(Parameter value) {
        return new ViewUse(number, databaseId, schema, name, columns, Optional.of(value), after, limit);
    }

    ViewUse withAfter(Parameter value) {
        return new ViewUse(number, databaseId, schema, name, columns, key, Optional.of(value), limit);
    }

    ViewUse withLimit(Parameter rows) {
        return new ViewUse(number, databaseId, schema, name, columns, key, after, Optional.of(rows));
    }
}
