package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlError;
import java.util.List;

/**
 * The rule that a query with groups uses columns in aggregates and groups only. H2 is laxer: it allows columns that
 * depend on a grouped key.
 *
 * @param groups    the groups in SQL
 * @param rowValues translates a column as in the groups; null if the groups are expressions, which H2 then checks
 */
record GroupRules(Query.Select select, Scope rows, List<String> groups, ExpressionTranslator rowValues) {

    void check(List<SelectItem> items) {
        for (SelectItem item : items) {
            if (item.expression().isPresent()) {
                require(item.expression().get(), 8120, "select list");
            } else if (rowValues != null && !groups.contains(item.operand().sql())) {
                throw error(8120, item.name(), "select list");
            }
        }
        select.having().ifPresent(having -> require(having, 8121, "HAVING clause"));
        for (Query.Order term : select.orderBy()) {
            if (!isAlias(term.expression())) {
                require(term.expression(), 8127, "ORDER BY clause");
            }
        }
    }

    private boolean isAlias(Expression term) {
        return term instanceof Expression.Column column
                && column.qualifier().isEmpty()
                && select.items().stream()
                        .anyMatch(item -> item.alias()
                                .filter(column.name()::equalsIgnoreCase)
                                .isPresent());
    }

    private void require(Expression e, int number, String place) {
        if (select.groupBy().contains(e) || Expressions.isAggregate(e)) {
            return;
        }
        if (e instanceof Expression.Column column) {
            boolean own = rows.find(column).isPresent();
            boolean isGroup = rowValues == null
                    ? select.groupBy().stream().anyMatch(group -> isSame(group, column))
                    : groups.contains(rowValues.translate(column).sql());
            if (own && !isGroup) {
                throw error(number, qualified(column), place);
            }
            return;
        }
        Expressions.children(e).forEach(part -> require(part, number, place));
    }

    /** Whether a group is the column under another spelling. */
    private static boolean isSame(Expression group, Expression.Column column) {
        return group instanceof Expression.Column other && other.name().equalsIgnoreCase(column.name());
    }

    private String qualified(Expression.Column column) {
        for (Source source : rows.sources()) {
            boolean called = column.qualifier().isEmpty() || source.isCalled(column.qualifier());
            if (called && source.columns().stream().anyMatch(c -> c.name().equalsIgnoreCase(column.name()))) {
                return source.alias() + "." + column.name();
            }
        }
        return column.name();
    }

    private static SqlError error(int number, String column, String place) {
        return new SqlError(
                number,
                "Column '" + column + "' is invalid in the " + place
                        + " because it is not contained in either an aggregate function or the GROUP BY clause.");
    }
}
