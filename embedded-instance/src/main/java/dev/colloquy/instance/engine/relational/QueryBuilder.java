package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.types.SqlType;
import java.util.List;

/** A query whose parts are translated but not yet put together. */
interface QueryBuilder {
    List<Output> outputs();

    /**
     * The query in H2's SQL, its columns named c1, c2 and so on.
     *
     * @param types      the types to which the columns are converted, or null to leave them as they are
     * @param comparable whether the columns must be comparable, hence no large objects
     */
    String sql(List<SqlType> types, boolean comparable);
}
