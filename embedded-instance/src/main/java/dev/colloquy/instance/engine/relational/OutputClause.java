package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.engine.ResultColumn;
import dev.colloquy.instance.engine.RowSink;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.engine.expression.TypeInference;
import dev.colloquy.instance.engine.expression.TypeScope;
import dev.colloquy.instance.tsql.DataStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * OUTPUT: expressions over the row as it was (deleted) and as it is now (inserted), over {@code $action} in MERGE, and
 * over columns of the other tables, which are leaves of the statement's own query.
 */
final class OutputClause {
    private static final SqlType ACTION = SqlType.nvarchar(10);

    private final DataStatement.Output output;
    private final StatementContext context;
    private final RowWriter writer;
    private final List<Item> items = new ArrayList<>();
    private final List<Object[]> rows = new ArrayList<>();
    private final List<SqlType> types = new ArrayList<>();

    private record Item(String name, Expression value) {}

    OutputClause(DataStatement.Output output, StatementContext context, RowWriter writer) {
        this.output = output;
        this.context = context;
        this.writer = writer;
    }

    /** Whether a column is one of inserted, deleted or $action. */
    static boolean isOwn(Expression.Column column) {
        if (column.qualifier().isEmpty()) {
            return column.name().equalsIgnoreCase("$action");
        }
        String qualifier = column.qualifier().get(0);
        return column.qualifier().size() == 1
                && (qualifier.equalsIgnoreCase("inserted") || qualifier.equalsIgnoreCase("deleted"));
    }

    /** The items of the clause with stars resolved, each with its columns of other tables as leaves. */
    static List<Query.Item> expand(DataStatement.Output output, TableDefinition table) {
        List<Query.Item> expanded = new ArrayList<>();
        for (Query.Item item : output.items()) {
            if (item.expression() instanceof Expression.AllColumns all) {
                if (all.qualifier().size() != 1 || !isOwn(new Expression.Column(all.qualifier(), "x"))) {
                    throw SqlErrors.notSupported("OUTPUT of all columns of another table");
                }
                for (ColumnDefinition column : table.columns()) {
                    expanded.add(new Query.Item(
                            new Expression.Column(all.qualifier(), column.name()),
                            Optional.empty(),
                            Optional.empty(),
                            "="));
                }
            } else {
                expanded.add(item);
            }
        }
        return expanded;
    }

    /** The expression with columns of other tables split off. */
    static Expression split(Expression e, Leaves leaves) {
        if (e instanceof Expression.Column column) {
            return isOwn(column) ? e : leaves.split(e);
        }
        if (Expressions.containsQuery(e) && !(e instanceof Expression.Call)) {
            throw new SqlError(10705, 15, 1, "Subqueries are not allowed in the OUTPUT clause.");
        }
        return Expressions.map(e, part -> split(part, leaves));
    }

    /**
     * Begins with the rows of one query: the types of the items, given those of the leaves. The types that were found
     * the first time stay.
     */
    void begin(List<Query.Item> expanded, List<Expression> split, List<SqlType> leafTypes) {
        items.clear();
        TypeScope scope = new ColumnTypes(TypeScope.of(context), column -> typeOf(column, leafTypes));
        for (int i = 0; i < split.size(); i++) {
            Query.Item item = expanded.get(i);
            String name = item.alias()
                    .orElseGet(() -> item.expression() instanceof Expression.Column column ? column.name() : "");
            items.add(new Item(name, split.get(i)));
            if (types.size() == i) {
                types.add(TypeInference.typeOf(split.get(i), scope));
            }
        }
    }

    private SqlType typeOf(Expression.Column column, List<SqlType> leafTypes) {
        int input = RowExpression.inputIndex(column);
        if (input >= 0) {
            return leafTypes.get(input);
        }
        if (column.name().equalsIgnoreCase("$action")) {
            return ACTION;
        }
        return writer.definition()
                .column(column.name())
                .map(ColumnDefinition::type)
                .orElseThrow(() -> SqlErrors.invalidColumnName(column.name()));
    }

    /**
     * Takes a changed row.
     *
     * @param deleted  the row before, null if it was inserted
     * @param inserted the row after, null if it was deleted
     */
    void add(Object[] deleted, Object[] inserted, String action, SqlValue[] leaves) {
        RowContext row = new RowContext(context, column -> {
            int input = RowExpression.inputIndex(column);
            if (input >= 0) {
                return leaves[input];
            }
            if (column.qualifier().isEmpty()) {
                return SqlValue.of(ACTION, action);
            }
            Object[] side = column.qualifier().get(0).equalsIgnoreCase("inserted") ? inserted : deleted;
            return side == null ? SqlValue.nullOf(typeOf(column, List.of())) : writer.value(column, side);
        });
        Object[] values = new Object[items.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Rowless.as(Evaluator.evaluate(items.get(i).value(), row), types.get(i));
        }
        rows.add(values);
    }

    /** Ends: the rows go to the client or into the target. */
    void end(Inserts inserts, RowSink sink) {
        if (output.into().isPresent()) {
            inserts.insertRows(output.into().get(), output.columns(), rows, types, context);
            return;
        }
        List<ResultColumn> columns = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            boolean nullable = !(items.get(i).value() instanceof Expression.Column column)
                    || column.qualifier().isEmpty()
                    || writer.definition()
                            .column(column.name())
                            .map(ColumnDefinition::nullable)
                            .orElse(true);
            columns.add(new ResultColumn(items.get(i).name(), types.get(i), nullable, false));
        }
        sink.columns(columns);
        rows.forEach(sink::row);
    }
}
