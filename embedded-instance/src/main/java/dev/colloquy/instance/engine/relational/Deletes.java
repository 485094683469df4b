package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.catalog.ConstraintDefinition;
import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.RowSink;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.tsql.DataStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.List;
import java.util.Optional;

/** DELETE and TRUNCATE TABLE. */
final class Deletes {
    private final Storage storage;
    private final Names names;
    private final PlanCache plans;
    private final QueryRunner runner;
    private final RowChanges changes;
    private final Inserts inserts;

    Deletes(Storage storage, Names names, PlanCache plans, QueryRunner runner, Inserts inserts) {
        this.storage = storage;
        this.names = names;
        this.plans = plans;
        this.runner = runner;
        this.changes = new RowChanges(runner);
        this.inserts = inserts;
    }

    /** One translated DELETE. */
    private record DeletePlan(
            RowSelection.Selected selected,
            StoredTable table,
            boolean direct,
            boolean locksItself,
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

    Modification delete(DataStatement.Delete delete, StatementContext context, RowSink sink) {
        DeletePlan plan = plans.get(delete, DeletePlan.class, context, translation -> translate(delete, translation));
        runner.requirePermission("DELETE", plan.table(), context);
        if (plan.direct()) {
            StoredTable table = plan.table();
            int rows = runner.change(
                    plan.plan(),
                    table,
                    context,
                    e -> H2Errors.ofChange(e, "DELETE", table, MessageLookup.of(names, table, e), context.spid()));
            return Modification.of(Command.DELETE, rows);
        }
        return byRow(delete, plan, context, sink);
    }

    private static DeletePlan translate(DataStatement.Delete delete, Translation translation) {
        RowSelection selection =
                RowSelection.of(delete.target(), delete.from(), delete.where(), delete.top(), delete.with());
        RowSelection.Bound bound = selection.bind(translation);
        StoredTable table = bound.table();
        if (delete.output().isEmpty()
                && selection.top().isEmpty()
                && !selection.hints().contains("READPAST")
                && !selection.isJoin()) {
            String where = selection.where(bound);
            Plan plan = translation.plan("DELETE FROM " + bound.from().sql().get() + where, List.of());
            return new DeletePlan(new RowSelection.Selected(plan, null), table, true, true, List.of(), List.of());
        }
        Leaves leaves = new Leaves();
        List<Query.Item> items = delete.output()
                .map(output -> OutputClause.expand(output, table.definition()))
                .orElse(List.of());
        List<Expression> outputs = items.stream()
                .map(item -> OutputClause.split(item.expression(), leaves))
                .toList();
        RowSelection.Selected selected = selection.plan(translation, bound, leaves.all());
        return new DeletePlan(selected, table, false, !selection.isJoin(), items, outputs);
    }

    private Modification byRow(DataStatement.Delete delete, DeletePlan plan, StatementContext context, RowSink sink) {
        StoredTable table = plan.table();
        RowWriter writer = new RowWriter(table, context, names, "DELETE");
        int width = RowSelection.storedWidth(table);
        List<Output> found = plan.plan().outputs();
        List<SqlType> leafTypes = found.subList(1 + width, found.size()).stream()
                .map(Output::type)
                .toList();
        Optional<OutputClause> output = delete.output().map(clause -> {
            OutputClause begun = new OutputClause(clause, context, writer);
            begun.begin(plan.outputItems(), plan.outputs(), leafTypes);
            return begun;
        });
        long count = Atomic.run(context, () -> {
            List<Object[]> rows = changes.locked(plan.selected(), table, plan.locksItself(), false, context);
            for (Object[] row : rows) {
                Object[] former = RowSelection.formerRow(table, row, 1);
                writer.delete((Long) row[0], former);
                SqlValue[] leaves = Queries.inputs(row, found, 1 + width);
                output.ifPresent(clause -> clause.add(former, null, "DELETE", leaves));
            }
            return (long) rows.size();
        });
        output.ifPresent(clause -> clause.end(inserts, sink));
        return Modification.of(Command.DELETE, count);
    }

    private record TruncatePlan(Plan plan, StoredTable table) implements Prepared {
        @Override
        public Dependencies dependencies() {
            return plan.dependencies();
        }
    }

    /** Deletes all rows and lets the identity begin anew. It can be rolled back, but the identity then goes on. */
    Modification truncate(DataStatement.Truncate truncate, StatementContext context) {
        TruncatePlan plan = plans.get(truncate, TruncatePlan.class, context, translation -> {
            StoredTable table = names.table(truncate.table(), context)
                    .orElseThrow(() -> new SqlError(
                            4701,
                            16,
                            1,
                            "Cannot find the object \"" + truncate.table()
                                    + "\" because it does not exist or you do not have permissions."));
            if (table.temporary()) {
                translation.dependencies().temporary(truncate.table().name(), table);
            }
            return new TruncatePlan(translation.plan("DELETE FROM " + table.sql(), List.of()), table);
        });
        StoredTable table = plan.table();
        runner.requirePermission("ALTER", table, context);
        requireUnreferenced(table);
        runner.change(plan.plan(), table, context, e -> H2Errors.of(e, context.spid()));
        table.definition().identityColumn().ifPresent(column -> restart(table, column, context));
        return Modification.of(Command.OTHER, 0);
    }

    private void requireUnreferenced(StoredTable table) {
        for (TableDefinition other : names.tables(table)) {
            for (ConstraintDefinition constraint : other.constraints()) {
                if (other.objectId() != table.definition().objectId()
                        && constraint
                                .reference()
                                .filter(r -> r.tableId() == table.definition().objectId())
                                .isPresent()) {
                    throw new SqlError(
                            4712,
                            "Cannot truncate table '" + table.fullName()
                                    + "' because it is being referenced by a FOREIGN KEY constraint.");
                }
            }
        }
    }

    private void restart(StoredTable table, ColumnDefinition column, StatementContext context) {
        if (table.temporary()) {
            throw SqlErrors.notSupported("TRUNCATE TABLE of a temporary table with an identity column");
        }
        long seed = column.identity().orElseThrow().seed();
        IdentityCounter counter = new IdentityCounter(storage, table, column);
        long next = counter.next(context.transaction());
        counter.restart(seed);
        context.transaction().onRollback(() -> counter.restart(next));
    }
}
