package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.ResultColumn;
import dev.colloquy.instance.engine.RowSink;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.tsql.DataStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** INSERT in all its forms. Rows pass through the interpreter, so that conversions and messages are SQL Server's. */
final class Inserts {
    private final Names names;
    private final Queries queries;
    private final QueryRunner runner;

    Inserts(Names names, Queries queries, QueryRunner runner) {
        this.names = names;
        this.queries = queries;
        this.runner = runner;
    }

    /** The table that a target means. */
    StoredTable target(DataStatement.Target target, StatementContext context) {
        if (target instanceof DataStatement.VariableTarget variable) {
            return names.temporary(variable.name(), context);
        }
        ObjectName name = ((DataStatement.TableTarget) target).name();
        Optional<StoredTable> table = names.table(name, context);
        if (table.isEmpty() && isView(name, context)) {
            throw new SqlError(259, 16, 1, "Ad hoc updates to system catalogs are not allowed.");
        }
        return table.orElseThrow(() -> SqlErrors.invalidObjectName(name.toString()));
    }

    private boolean isView(ObjectName name, StatementContext context) {
        return names.schemas(name, context).stream()
                .anyMatch(schema -> names.view(names.database(name, context), schema, name.name())
                        .isPresent());
    }

    /** One INSERT under way. */
    private final class Insertion {
        private final RowWriter writer;
        private final StatementContext context;
        private final int[] positions;
        /** Whether the statement names its columns. */
        private final boolean listed;

        private final Optional<OutputClause> output;
        private long rows;

        Insertion(
                StoredTable table,
                List<String> columns,
                boolean allColumns,
                StatementContext context,
                Optional<DataStatement.Output> output) {
            this.writer = new RowWriter(table, context, names, "INSERT");
            this.context = context;
            this.positions = positions(writer, columns, allColumns);
            this.listed = !columns.isEmpty();
            this.output = output.map(clause -> begin(clause, writer, context));
        }

        void insert(SqlValue[] values) {
            Object[] row = new Object[writer.definition().columns().size()];
            BitSet given = new BitSet(row.length);
            for (int i = 0; i < positions.length; i++) {
                if (values[i] != null) {
                    row[positions[i]] = writer.stored(positions[i], values[i]);
                    given.set(positions[i]);
                }
            }
            writer.insert(row, given);
            output.ifPresent(clause -> clause.add(null, row, "INSERT", new SqlValue[0]));
            rows++;
        }

        void insert(Object[] values, List<SqlType> types) {
            SqlValue[] typed = new SqlValue[values.length];
            for (int i = 0; i < typed.length; i++) {
                typed[i] = SqlValue.of(types.get(i), values[i]);
            }
            insert(typed);
        }

        Modification end(RowSink sink) {
            output.ifPresent(clause -> clause.end(Inserts.this, sink));
            return new Modification(Command.INSERT, rows, writer.identity());
        }
    }

    private static OutputClause begin(DataStatement.Output clause, RowWriter writer, StatementContext context) {
        OutputClause output = new OutputClause(clause, context, writer);
        List<Query.Item> items = OutputClause.expand(clause, writer.definition());
        output.begin(items, items.stream().map(Query.Item::expression).toList(), List.of());
        return output;
    }

    /** The positions of the columns that the values are for. */
    static int[] positions(RowWriter writer, List<String> columns, boolean allColumns) {
        if (!columns.isEmpty()) {
            int[] positions = columns.stream()
                    .mapToInt(column -> writable(writer, column))
                    .toArray();
            requireDistinct(positions, columns);
            return positions;
        }
        List<Integer> positions = new ArrayList<>();
        List<ColumnDefinition> all = writer.definition().columns();
        for (int i = 0; allColumns && i < all.size(); i++) {
            if (all.get(i).computed().isEmpty()
                    && all.get(i).identity().isEmpty()
                    && all.get(i).type().kind() != SqlKind.ROWVERSION) {
                positions.add(i);
            }
        }
        return positions.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int writable(RowWriter writer, String name) {
        int position = writer.rules().position(name);
        if (position >= 0 && writer.definition().columns().get(position).type().kind() == SqlKind.ROWVERSION) {
            return position;
        }
        return writer.writable(name, false);
    }

    private static void requireDistinct(int[] positions, List<String> columns) {
        BitSet seen = new BitSet();
        for (int i = 0; i < positions.length; i++) {
            if (seen.get(positions[i])) {
                throw new SqlError(
                        264,
                        "The column name '" + columns.get(i)
                                + "' is specified more than once in the SET clause or column list of an INSERT. A"
                                + " column cannot be assigned more than one value in the same clause. Modify the"
                                + " clause to make sure that a column is updated only once. If this statement updates"
                                + " or inserts columns into a view, column aliasing can conceal the duplication in"
                                + " your code.");
            }
            seen.set(positions[i]);
        }
    }

    Modification insert(DataStatement.Insert insert, StatementContext context, RowSink sink) {
        StoredTable table = target(insert.target(), context);
        runner.requirePermission("INSERT", table, context);
        boolean plain = insert.source() instanceof DataStatement.DefaultSource;
        Insertion insertion = new Insertion(table, insert.columns(), !plain, context, insert.output());
        requireNoIdentity(insertion, table, context);
        long limit = insert.top().map(top -> limit(top, context)).orElse(Long.MAX_VALUE);
        if (plain) {
            insertion.insert(new SqlValue[0]);
        } else if (insert.source() instanceof DataStatement.QuerySource source) {
            if (source.query() instanceof Query.Values values
                    && values.rows().stream().allMatch(row -> row.stream().allMatch(Inserts::isRowlessOrDefault))) {
                insertValues(values, insertion, limit);
            } else {
                insertQuery(source.query(), insert.with(), insertion, limit);
            }
        } else {
            throw new IllegalArgumentException("the rows of INSERT … EXECUTE come through insertRows");
        }
        return insertion.end(sink);
    }

    private void requireNoIdentity(Insertion insertion, StoredTable table, StatementContext context) {
        for (int position : insertion.positions) {
            if (insertion.writer.definition().columns().get(position).identity().isPresent()
                    && !names.identityInserts().isOn(table, context)) {
                throw new SqlError(
                        544,
                        "Cannot insert explicit value for identity column in table '"
                                + table.definition().name() + "' when IDENTITY_INSERT is set to OFF.");
            }
        }
    }

    static long limit(Query.Top top, StatementContext context) {
        if (top.percent()) {
            throw SqlErrors.notSupported("TOP PERCENT in a data change");
        }
        SqlValue count = Evaluator.evaluate(top.count(), context);
        return (Long) Conversions.convert(count.value(), count.type(), SqlType.BIGINT);
    }

    private static boolean isRowlessOrDefault(Expression e) {
        return Assignments.isDefault(e) || Expressions.isRowless(e);
    }

    private static void insertValues(Query.Values values, Insertion insertion, long limit) {
        for (List<Expression> row : values.rows()) {
            requireWidth(insertion, row.size(), true);
        }
        if (values.rows().size() == 1 && limit > 0) {
            insertion.insert(evaluated(values.rows().get(0), insertion));
            return;
        }
        Atomic.run(insertion.context, () -> {
            long left = limit;
            for (List<Expression> row : values.rows()) {
                if (left-- > 0) {
                    insertion.insert(evaluated(row, insertion));
                }
            }
            return null;
        });
    }

    private static SqlValue[] evaluated(List<Expression> row, Insertion insertion) {
        SqlValue[] values = new SqlValue[row.size()];
        for (int i = 0; i < values.length; i++) {
            boolean rowVersion = insertion
                            .writer
                            .definition()
                            .columns()
                            .get(insertion.positions[i])
                            .type()
                            .kind()
                    == SqlKind.ROWVERSION;
            if (!Assignments.isDefault(row.get(i))) {
                if (rowVersion) {
                    insertion.writer.writable(
                            insertion
                                    .writer
                                    .definition()
                                    .columns()
                                    .get(insertion.positions[i])
                                    .name(),
                            false);
                }
                values[i] = Evaluator.evaluate(row.get(i), insertion.context);
            }
        }
        return values;
    }

    private static void requireWidth(Insertion insertion, int found, boolean values) {
        int expected = insertion.positions.length;
        if (found == expected) {
            return;
        }
        if (!insertion.listed) {
            throw new SqlError(213, "Column name or number of supplied values does not match table definition.");
        }
        if (values) {
            throw found < expected
                    ? new SqlError(
                            109,
                            15,
                            1,
                            "There are more columns in the INSERT statement than values specified in the VALUES"
                                    + " clause. The number of values in the VALUES clause must match the number of"
                                    + " columns specified in the INSERT statement.")
                    : new SqlError(
                            110,
                            15,
                            1,
                            "There are fewer columns in the INSERT statement than values specified in the VALUES"
                                    + " clause. The number of values in the VALUES clause must match the number of"
                                    + " columns specified in the INSERT statement.");
        }
        throw found < expected
                ? new SqlError(
                        120,
                        15,
                        1,
                        "The select list for the INSERT statement contains fewer items than the insert list. The"
                                + " number of SELECT values must match the number of INSERT columns.")
                : new SqlError(
                        121,
                        15,
                        1,
                        "The select list for the INSERT statement contains more items than the insert list. The number"
                                + " of SELECT values must match the number of INSERT columns.");
    }

    private void insertQuery(Query query, List<Query.CommonTable> with, Insertion insertion, long limit) {
        List<Object[]> rows = new ArrayList<>();
        List<SqlType> types = new ArrayList<>();
        queries.rows(query, with, insertion.context, new RowSink() {
            @Override
            public void columns(List<ResultColumn> columns) {
                requireWidth(insertion, columns.size(), false);
                columns.forEach(column -> types.add(column.type()));
            }

            @Override
            public void row(Object[] values) {
                if (rows.size() < limit) {
                    rows.add(values);
                }
            }
        });
        insertAll(insertion, rows, types);
    }

    private static void insertAll(Insertion insertion, List<Object[]> rows, List<SqlType> types) {
        if (rows.size() == 1) {
            insertion.insert(rows.get(0), types);
        } else if (!rows.isEmpty()) {
            Atomic.run(insertion.context, () -> {
                rows.forEach(row -> insertion.insert(row, types));
                return null;
            });
        }
    }

    /** Inserts rows that come from elsewhere. */
    Modification insertRows(
            DataStatement.Target target,
            List<String> columns,
            List<Object[]> rows,
            List<SqlType> types,
            StatementContext context) {
        return insertRows(target(target, context), columns, rows, types, context);
    }

    Modification insertRows(
            StoredTable table,
            List<String> columns,
            List<Object[]> rows,
            List<SqlType> types,
            StatementContext context) {
        runner.requirePermission("INSERT", table, context);
        Insertion insertion = new Insertion(table, columns, true, context, Optional.empty());
        if (!types.isEmpty()) {
            requireWidth(insertion, types.size(), false);
        }
        insertAll(insertion, rows, types);
        return new Modification(Command.INSERT, insertion.rows, insertion.writer.identity());
    }

    /** Fills the new table of SELECT … INTO. */
    long insertSelected(StoredTable table, List<Object[]> rows, List<Output> outputs, StatementContext context) {
        List<SqlType> types = outputs.stream().map(Output::type).toList();
        List<String> all = table.definition().columns().stream()
                .map(ColumnDefinition::name)
                .toList();
        Insertion insertion = new Insertion(table, all, true, context, Optional.empty());
        insertAll(insertion, rows, types);
        return insertion.rows;
    }
}
