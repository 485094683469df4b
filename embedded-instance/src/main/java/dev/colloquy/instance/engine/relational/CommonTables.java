package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Query;
import java.util.List;
import java.util.Optional;

/** The common table expressions that a query sees; each sees those before it. */
final class CommonTables {
    static final CommonTables NONE = new CommonTables(null, null, null);

    private final CommonTables before;
    private final Query.CommonTable table;
    private final Source recursive;

    private CommonTables(CommonTables before, Query.CommonTable table, Source recursive) {
        this.before = before;
        this.table = table;
        this.recursive = recursive;
    }

    static CommonTables of(List<Query.CommonTable> tables) {
        CommonTables all = NONE;
        for (Query.CommonTable table : tables) {
            all = new CommonTables(all, table, null);
        }
        return all;
    }

    /** The same tables, where references to this one mean the rows found so far. */
    CommonTables recursing(Source rows) {
        return new CommonTables(before, table, rows);
    }

    /** The tables up to the one of that name, which is then {@link #table()}. */
    Optional<CommonTables> find(String name) {
        for (CommonTables at = this; at.table != null; at = at.before) {
            if (at.table.name().equalsIgnoreCase(name)) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    Query.CommonTable table() {
        return table;
    }

    /** The tables before this one. */
    CommonTables before() {
        return before;
    }

    /** The rows found so far while the table's own query is translated, else null. */
    Source recursive() {
        return recursive;
    }
}
