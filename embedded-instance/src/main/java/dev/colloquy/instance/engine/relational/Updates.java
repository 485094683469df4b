package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.RowSink;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.tsql.DataStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * UPDATE. What H2's own UPDATE does as SQL Server would is left to it; everything else is done row by row: the rows are
 * found and locked, the interpreter computes their new values, and each is written by its number.
 */
final class Updates {
    private final Names names;
    private final PlanCache plans;
    private final QueryRunner runner;
    private final RowChanges changes;
    private final Inserts inserts;

    Updates(Names names, PlanCache plans, QueryRunner runner, Inserts inserts) {
        this.names = names;
        this.plans = plans;
        this.runner = runner;
        this.changes = new RowChanges(runner);
        this.inserts = inserts;
    }

    /** One translated UPDATE. */
    private record UpdatePlan(
            RowSelection.Selected selected,
            StoredTable table,
            boolean direct,
            boolean locksItself,
            Assignments assignments,
            List<Query.Item> outputItems,
            List<Expression> outputs)
            implements Prepared {
        @Override
        public Dependencies dependencies() {
            return selected.plan().dependencies();
        }

        Plan plan() {
            return selected.plan();
        }
    }

    Modification update(DataStatement.Update update, StatementContext context, RowSink sink) {
        UpdatePlan plan =
                plans.get(update, UpdatePlan.class, context, translation -> translate(update, translation, context));
        runner.requirePermission("UPDATE", plan.table(), context);
        if (plan.direct()) {
            StoredTable table = plan.table();
            int rows = runner.change(
                    plan.plan(),
                    table,
                    context,
                    e -> H2Errors.ofChange(e, "UPDATE", table, MessageLookup.of(names, table, e), context.spid()));
            return Modification.of(Command.UPDATE, rows);
        }
        return byRow(update, plan, context, sink);
    }

    private UpdatePlan translate(DataStatement.Update update, Translation translation, StatementContext context) {
        RowSelection selection =
                RowSelection.of(update.target(), update.from(), update.where(), update.top(), update.with());
        RowSelection.Bound bound = selection.bind(translation);
        StoredTable table = bound.table();
        RowWriter writer = new RowWriter(table, context, names, "UPDATE");
        Optional<String> direct = update.output().isEmpty()
                        && update.top().isEmpty()
                        && !selection.hints().contains("READPAST")
                        && !selection.isJoin()
                        && selection.order().isEmpty()
                        && writer.rules().checks().isEmpty()
                        && !writer.rules().hasRowVersion()
                ? direct(update, selection, bound, writer)
                : Optional.empty();
        if (direct.isPresent()) {
            return new UpdatePlan(
                    new RowSelection.Selected(translation.plan(direct.get(), List.of()), null),
                    table,
                    true,
                    true,
                    null,
                    List.of(),
                    List.of());
        }
        Leaves leaves = new Leaves();
        Assignments assignments = Assignments.of(update.assignments(), writer, leaves);
        List<Query.Item> items = update.output()
                .map(output -> OutputClause.expand(output, table.definition()))
                .orElse(List.of());
        List<Expression> outputs = items.stream()
                .map(item -> OutputClause.split(item.expression(), leaves))
                .toList();
        RowSelection.Selected selected = selection.plan(translation, bound, leaves.all());
        return new UpdatePlan(selected, table, false, !selection.isJoin(), assignments, items, outputs);
    }

    /** H2's UPDATE, if every new value is a constant or already of its column's type, and cannot be NULL wrongly. */
    private static Optional<String> direct(
            DataStatement.Update update, RowSelection selection, RowSelection.Bound bound, RowWriter writer) {
        List<String> sets = new ArrayList<>();
        for (DataStatement.Assignment assignment : update.assignments()) {
            if (assignment.variable().isPresent()
                    || assignment.column().isEmpty()
                    || Assignments.isDefault(assignment.value())) {
                return Optional.empty();
            }
            int position = writer.writable(assignment.column().get().name(), true);
            ColumnDefinition column = writer.definition().columns().get(position);
            Expression value = Assignments.value(assignment);
            Optional<String> sql = Expressions.isConstant(value) && column.nullable()
                    ? constant(value, column, bound)
                    : computed(value, column, bound);
            if (sql.isEmpty()) {
                return Optional.empty();
            }
            sets.add(Storage.quote(column.storageName()) + " = " + sql.get());
        }
        String sources = bound.from().sql().get();
        return Optional.of("UPDATE " + sources + " SET " + String.join(", ", sets) + selection.where(bound));
    }

    private static Optional<String> constant(Expression value, ColumnDefinition column, RowSelection.Bound bound) {
        ExpressionTranslator values = bound.values();
        values.type(value, List.of());
        String parameter = values.translation()
                .bind(new Parameter.Stored(value, column.type(), bound.table().fullName(), column.name()));
        return Optional.of("CAST(" + parameter + " AS " + StorageTypes.column(column.type()) + ")");
    }

    private static Optional<String> computed(Expression value, ColumnDefinition column, RowSelection.Bound bound) {
        Operand operand = bound.values().translate(value);
        boolean safe = operand.type().equals(column.type())
                && (column.nullable() || !operand.nullable())
                && column.type().kind() != SqlKind.DATETIME
                && !Expressions.isConstant(value);
        return safe ? Optional.of(operand.sql()) : Optional.empty();
    }

    private Modification byRow(DataStatement.Update update, UpdatePlan plan, StatementContext context, RowSink sink) {
        StoredTable table = plan.table();
        RowWriter writer = new RowWriter(table, context, names, "UPDATE");
        int width = RowSelection.storedWidth(table);
        List<Output> found = plan.plan().outputs();
        List<SqlType> leafTypes = found.subList(1 + width, found.size()).stream()
                .map(Output::type)
                .toList();
        Optional<OutputClause> output = update.output().map(clause -> {
            OutputClause begun = new OutputClause(clause, context, writer);
            begun.begin(plan.outputItems(), plan.outputs(), leafTypes);
            return begun;
        });
        long count = Atomic.run(context, () -> {
            List<Object[]> rows = changes.locked(plan.selected(), table, plan.locksItself(), false, context);
            for (Object[] row : rows) {
                SqlValue[] leaves = Queries.inputs(row, found, 1 + width);
                Object[] former = RowSelection.formerRow(table, row, 1);
                Object[] changed = former.clone();
                BitSet written = plan.assignments().apply(writer, changed, leaves, context);
                writer.update((Long) row[0], changed, written);
                output.ifPresent(clause -> clause.add(former, changed, "UPDATE", leaves));
            }
            return (long) rows.size();
        });
        output.ifPresent(clause -> clause.end(inserts, sink));
        return Modification.of(Command.UPDATE, count);
    }
}
