package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.engine.expression.TypeInference;
import dev.colloquy.instance.engine.expression.TypeScope;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.List;

/** SELECT without FROM, which needs no H2: its items are evaluated as they stand. */
final class Rowless {
    private Rowless() {}

    /**
     * Whether the query is one.
     *
     * @param hasCommonTables whether common table expressions are around it; subqueries would not see them
     */
    static boolean isRowless(Query query, boolean hasCommonTables) {
        return query instanceof Query.Select select
                && select.from().isEmpty()
                && !select.distinct()
                && select.top().isEmpty()
                && select.groupBy().isEmpty()
                && select.having().isEmpty()
                && select.orderBy().isEmpty()
                && select.paging().isEmpty()
                && select.forXml().isEmpty()
                && select.items().stream().allMatch(item -> Expressions.isRowless(item.expression()))
                && select.where().map(Expressions::isRowless).orElse(true)
                && (!hasCommonTables
                        || (select.items().stream().noneMatch(item -> Expressions.containsQuery(item.expression()))
                                && !select.where()
                                        .map(Expressions::containsQuery)
                                        .orElse(false)));
    }

    static List<Output> outputs(Query.Select select, StatementContext context) {
        TypeScope types = TypeScope.of(context);
        List<Output> outputs = new ArrayList<>(select.items().size());
        for (Query.Item item : select.items()) {
            Expression e = item.expression();
            boolean nullable = !(e instanceof Expression.Literal literal)
                    || literal.value().isNull();
            outputs.add(new Output(item.alias().orElse(""), TypeInference.typeOf(e, types), nullable, false, false));
        }
        return outputs;
    }

    /** Whether the one row is there. */
    static boolean hasRow(Query.Select select, StatementContext context) {
        return select.where().isEmpty()
                || Boolean.TRUE.equals(Evaluator.test(select.where().get(), context));
    }

    static Object[] row(Query.Select select, List<Output> outputs, StatementContext context) {
        Object[] row = new Object[outputs.size()];
        for (int i = 0; i < row.length; i++) {
            SqlValue value = Evaluator.evaluate(select.items().get(i).expression(), context);
            row[i] = as(value, outputs.get(i).type());
        }
        return row;
    }

    /** The value in the form of the type that was announced. */
    static Object as(SqlValue value, SqlType type) {
        boolean same = value.type().kind() == type.kind()
                && value.type().scale() == type.scale()
                && !StorageTypes.isFixedCharacter(type);
        return same || value.isNull() ? value.value() : Conversions.convert(value.value(), value.type(), type);
    }
}
