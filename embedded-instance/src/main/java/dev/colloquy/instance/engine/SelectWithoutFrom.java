package dev.colloquy.instance.engine;

import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.engine.expression.TypeInference;
import dev.colloquy.instance.engine.expression.TypeScope;
import dev.colloquy.instance.engine.relational.Expressions;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** SELECT without FROM: one row of expressions, evaluated here without the store. */
final class SelectWithoutFrom {
    private static final Set<String> AGGREGATES = Set.of(
            "AVG",
            "CHECKSUM_AGG",
            "COUNT",
            "COUNT_BIG",
            "MAX",
            "MIN",
            "STDEV",
            "STDEVP",
            "STRING_AGG",
            "SUM",
            "VAR",
            "VARP");

    /** Whether a query is one row of expressions. What else may stand without FROM is left to the relational room. */
    static boolean applies(Query.Select query, Scope scope) {
        if (!query.from().isEmpty()) {
            return false;
        }
        return scope.program().columnsOf(query) != null || isSingleRow(query);
    }

    /** Whether a subquery may read a table. */
    static boolean containsQuery(Query.Select query) {
        return query.where().filter(Expressions::containsQuery).isPresent()
                || query.items().stream().map(Query.Item::expression).anyMatch(Expressions::containsQuery);
    }

    private static boolean isSingleRow(Query.Select query) {
        if (query.into().isPresent()
                || query.top().isPresent()
                || !query.groupBy().isEmpty()
                || query.having().isPresent()
                || !query.orderBy().isEmpty()
                || query.paging().isPresent()
                || query.forXml().isPresent()) {
            return false;
        }
        return query.items().stream().map(Query.Item::expression).allMatch(SelectWithoutFrom::isScalar);
    }

    private static boolean isScalar(Expression expression) {
        if (expression instanceof Expression.AllColumns) {
            return false;
        } else if (expression instanceof Expression.Call e) {
            return e.over().isEmpty()
                    && !AGGREGATES.contains(e.name().name())
                    && e.arguments().stream().allMatch(SelectWithoutFrom::isScalar);
        } else if (expression instanceof Expression.Cast e) {
            return isScalar(e.operand());
        } else if (expression instanceof Expression.Unary e) {
            return isScalar(e.operand());
        } else if (expression instanceof Expression.Collate e) {
            return isScalar(e.operand());
        } else if (expression instanceof Expression.Binary e) {
            return isScalar(e.left()) && isScalar(e.right());
        } else if (expression instanceof Expression.Case e) {
            return e.branches().stream().allMatch(branch -> isScalar(branch.then()))
                    && e.otherwise().map(SelectWithoutFrom::isScalar).orElse(true);
        }
        return true;
    }

    /** The result columns; found once per program, since the types of its variables do not change. */
    List<ResultColumn> columns(Query.Select query, Scope scope) {
        List<ResultColumn> known = scope.program().columnsOf(query);
        if (known != null) {
            return known;
        }
        TypeScope types = TypeScope.of(scope);
        List<ResultColumn> columns = new ArrayList<>(query.items().size());
        for (Query.Item item : query.items()) {
            boolean constant = item.expression() instanceof Expression.Literal literal
                    && !literal.value().isNull();
            SqlType type = TypeInference.typeOf(item.expression(), types);
            columns.add(new ResultColumn(item.alias().orElse(""), type, !constant, false));
        }
        List<ResultColumn> found = List.copyOf(columns);
        if (query.items().stream().noneMatch(item -> item.expression() instanceof Expression.ScalarQuery)) {
            scope.program().keepColumns(query, found);
        }
        return found;
    }

    /** Evaluates the row and passes it on, unless WHERE rejects it. */
    void run(Query.Select query, Scope scope, RowSink sink) {
        List<ResultColumn> columns = columns(query, scope);
        Object[] row = accepts(query.where(), scope) ? new Object[columns.size()] : null;
        if (row != null) {
            for (int i = 0; i < row.length; i++) {
                SqlValue value = Evaluator.evaluate(query.items().get(i).expression(), scope);
                SqlType type = columns.get(i).type();
                row[i] = value.type().equals(type)
                        ? value.value()
                        : Conversions.convert(value, type).value();
            }
        }
        sink.columns(columns);
        if (row != null) {
            sink.row(row);
        }
    }

    /**
     * Assigns the items' variables one after the other, unless WHERE rejects the row.
     *
     * @return the number of rows, 1 or 0
     */
    long assign(Query.Select query, Scope scope) {
        if (!accepts(query.where(), scope)) {
            return 0;
        }
        List<Query.Item> items = query.items();
        for (int i = 0; i < items.size(); i++) {
            Query.Item item = items.get(i);
            String variable = item.variable().orElseThrow();
            scope.assign(variable, Evaluator.evaluate(compound(variable, item.operator(), item.expression()), scope));
        }
        return 1;
    }

    /** The value that {@code @v op value} assigns. */
    static Expression compound(String variable, String operator, Expression value) {
        if (operator.equals("=")) {
            return value;
        }
        return new Expression.Binary(
                new Expression.Variable(variable), operator.substring(0, operator.length() - 1), value);
    }

    private static boolean accepts(Optional<Expression> where, Scope scope) {
        return where.isEmpty() || Boolean.TRUE.equals(Evaluator.test(where.get(), scope));
    }
}
