package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.List;

/** VALUES as a source of rows; the columns have the types that all rows can be converted to. */
final class ValuesBuilder implements QueryBuilder {
    private final ExpressionTranslator values;
    private final List<List<Operand>> rows = new ArrayList<>();
    private final List<Output> outputs = new ArrayList<>();

    ValuesBuilder(Translation translation, Query.Values query, Scope outer, CommonTables commonTables) {
        this.values = new ExpressionTranslator(translation, new Scope(outer, commonTables, List.of()));
        int width = query.rows().get(0).size();
        for (List<Expression> row : query.rows()) {
            if (row.size() != width) {
                throw new SqlError(
                        10709, "The number of columns for each row in a table value constructor must be the same.");
            }
            rows.add(row.stream().map(values::translate).toList());
        }
        for (int i = 0; i < width; i++) {
            outputs.add(output(i));
        }
    }

    private Output output(int column) {
        SqlType type = rows.get(0).get(column).type();
        boolean nullable = false;
        for (List<Operand> row : rows) {
            type = values.common(type, row.get(column).type());
            nullable |= row.get(column).nullable();
        }
        return new Output("", type, nullable, false, false);
    }

    @Override
    public List<Output> outputs() {
        return outputs;
    }

    @Override
    public String sql(List<SqlType> types, boolean comparable) {
        StringBuilder sql = new StringBuilder();
        for (List<Operand> row : rows) {
            sql.append(sql.isEmpty() ? "SELECT " : " UNION ALL SELECT ");
            for (int i = 0; i < row.size(); i++) {
                SqlType type = types == null ? outputs.get(i).type() : types.get(i);
                Operand value =
                        values.convert(values.convert(row.get(i), outputs.get(i).type()), type);
                sql.append(i == 0 ? "" : ", ")
                        .append(value.comparable())
                        .append(" AS \"c")
                        .append(i + 1)
                        .append('"');
            }
        }
        return sql.toString();
    }
}
