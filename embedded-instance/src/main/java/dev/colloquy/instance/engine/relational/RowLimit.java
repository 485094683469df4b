package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlErrors;
import java.util.List;
import java.util.Optional;

/** TOP, OFFSET and FETCH in H2's SQL, to be put after ORDER BY. */
final class RowLimit {
    private RowLimit() {}

    static String sql(ExpressionTranslator values, Optional<Query.Top> top, Optional<Query.Paging> paging) {
        if (top.isPresent()) {
            Query.Top limit = top.get();
            return " FETCH FIRST " + count(values, limit.count(), limit.percent()) + (limit.percent() ? " PERCENT" : "")
                    + (limit.withTies() ? " ROWS WITH TIES" : " ROWS ONLY");
        }
        if (paging.isEmpty()) {
            return "";
        }
        String offset = " OFFSET " + count(values, paging.get().offset(), false) + " ROWS";
        return paging.get()
                .fetch()
                .map(fetch -> offset + " FETCH NEXT " + count(values, fetch, false) + " ROWS ONLY")
                .orElse(offset);
    }

    private static String count(ExpressionTranslator values, Expression count, boolean percent) {
        if (!Expressions.isConstant(count)) {
            throw SqlErrors.notSupported("A row count that is computed from rows");
        }
        values.type(count, List.of());
        return values.translation().bind(new Parameter.RowCount(count, percent));
    }
}
