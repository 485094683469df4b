package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** UNION, EXCEPT and INTERSECT. */
final class CombinedBuilder implements QueryBuilder {
    private final Query.Combined query;
    private final QueryBuilder left;
    private final QueryBuilder right;
    private final ExpressionTranslator values;
    private final List<Output> outputs = new ArrayList<>();
    private final String order;

    CombinedBuilder(Translation translation, Query.Combined query, Scope outer, CommonTables commonTables) {
        this.query = query;
        QueryTranslator queries = new QueryTranslator(translation);
        this.left = queries.translate(query.left(), outer, commonTables);
        this.right = queries.translate(query.right(), outer, commonTables);
        this.values = new ExpressionTranslator(translation, new Scope(outer, commonTables, List.of()));
        if (left.outputs().size() != right.outputs().size()) {
            throw new SqlError(
                    205,
                    "All queries combined using a UNION, INTERSECT or EXCEPT operator must have an equal number of"
                            + " expressions in their target lists.");
        }
        for (int i = 0; i < left.outputs().size(); i++) {
            Output a = left.outputs().get(i);
            Output b = right.outputs().get(i);
            boolean nullable = a.nullable() || (b.nullable() && query.operator().startsWith("UNION"));
            outputs.add(new Output(
                    a.name(), values.common(a.type(), b.type()), nullable, false, isAll() && a.large() && b.large()));
        }
        this.order = order() + RowLimit.sql(values, Optional.empty(), query.paging());
    }

    private boolean isAll() {
        return query.operator().equals("UNION ALL");
    }

    private String order() {
        StringBuilder sql = new StringBuilder();
        for (Query.Order term : query.orderBy()) {
            sql.append(sql.isEmpty() ? " ORDER BY " : ", ")
                    .append(ordinal(term.expression()))
                    .append(term.descending() ? " DESC" : "");
        }
        return sql.toString();
    }

    private int ordinal(Expression term) {
        if (term instanceof Expression.Literal literal && literal.value().value() instanceof Integer number) {
            return number;
        }
        if (term instanceof Expression.Column column && column.qualifier().isEmpty()) {
            for (int i = 0; i < outputs.size(); i++) {
                if (outputs.get(i).name().equalsIgnoreCase(column.name())) {
                    return i + 1;
                }
            }
            throw SqlErrors.invalidColumnName(column.name());
        }
        throw new SqlError(
                104,
                "ORDER BY items must appear in the select list if the statement contains a UNION, INTERSECT or EXCEPT"
                        + " operator.");
    }

    @Override
    public List<Output> outputs() {
        return outputs;
    }

    @Override
    public String sql(List<SqlType> types, boolean comparable) {
        List<SqlType> common =
                types != null ? types : outputs.stream().map(Output::type).toList();
        boolean compare = comparable || !isAll() || outputs.stream().noneMatch(Output::large);
        return "(" + left.sql(common, compare) + ") " + query.operator() + " (" + right.sql(common, compare) + ")"
                + order;
    }
}
