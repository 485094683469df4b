package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Query;

/** Translates queries. */
final class QueryTranslator {
    private final Translation translation;

    QueryTranslator(Translation translation) {
        this.translation = translation;
    }

    /** A subquery in an expression of the scope. */
    QueryBuilder subquery(Query query, Scope scope) {
        return translate(query, scope, scope.commonTables());
    }

    /**
     * A query.
     *
     * @param outer the scope around it, null if it sees none
     */
    QueryBuilder translate(Query query, Scope outer, CommonTables commonTables) {
        if (query instanceof Query.Select select) {
            return new SelectBuilder(translation, select, outer, commonTables);
        } else if (query instanceof Query.Combined combined) {
            return new CombinedBuilder(translation, combined, outer, commonTables);
        } else if (query instanceof Query.Values values) {
            return new ValuesBuilder(translation, values, outer, commonTables);
        }
        throw new AssertionError("no translation of " + query.getClass().getSimpleName());
    }
}
