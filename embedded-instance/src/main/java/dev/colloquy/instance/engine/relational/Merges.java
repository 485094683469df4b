package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.RowSink;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.tsql.DataStatement;
import dev.colloquy.instance.tsql.DataStatement.MergeMatch;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.tsql.TableSource;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * MERGE, in two queries: the source's rows each with the target row that they match, then the target's rows that no
 * source row matches. The interpreter chooses the branch for each row and writes it.
 */
final class Merges {
    private final Names names;
    private final PlanCache plans;
    private final QueryRunner runner;
    private final RowChanges changes;
    private final Inserts inserts;

    Merges(Names names, PlanCache plans, QueryRunner runner, Inserts inserts) {
        this.names = names;
        this.plans = plans;
        this.runner = runner;
        this.changes = new RowChanges(runner);
        this.inserts = inserts;
    }

    /** A branch over the leaves of its query. The parts that its action does not need are null. */
    private record Branch(
            MergeMatch match,
            Optional<Expression> condition,
            Assignments update,
            int[] insertPositions,
            List<Optional<Expression>> insertValues) {}

    /** One of the two queries with what is done for its rows; the plan is null if there is nothing to do. */
    private record Side(Plan plan, List<Branch> branches, List<Expression> outputs, List<SqlType> leafTypes) {}

    private record MergePlan(
            StoredTable table, Side bySource, Side unmatched, List<Query.Item> outputItems, Dependencies dependencies)
            implements Prepared {}

    Modification merge(DataStatement.Merge merge, StatementContext context, RowSink sink) {
        if (merge.top().isPresent()) {
            throw SqlErrors.notSupported("TOP in MERGE");
        }
        MergePlan plan = plans.get(merge, MergePlan.class, context, translation -> translate(merge, translation));
        StoredTable table = plan.table();
        for (DataStatement.MergeBranch branch : merge.branches()) {
            runner.requirePermission(permission(branch.action()), table, context);
        }
        Run run = new Run(merge, plan, new RowWriter(table, context, names, "MERGE"), context);
        long rows = Atomic.run(context, () -> {
            // Both are read before anything is written, so that neither sees what the other does.
            List<Object[]> first = run.read(plan.bySource(), true);
            List<Object[]> second = run.read(plan.unmatched(), false);
            return run.side(plan.bySource(), first, true) + run.side(plan.unmatched(), second, false);
        });
        run.output.ifPresent(clause -> clause.end(inserts, sink));
        OptionalLong identity = run.writer.identity();
        return new Modification(Command.MERGE, rows, identity);
    }

    private static String permission(DataStatement.MergeAction action) {
        if (action instanceof DataStatement.MergeInsert) {
            return "INSERT";
        }
        return action instanceof DataStatement.MergeDelete ? "DELETE" : "UPDATE";
    }

    // Translation

    private MergePlan translate(DataStatement.Merge merge, Translation translation) {
        CommonTables commonTables = CommonTables.of(merge.with());
        FromTranslator sources = new FromTranslator(translation, null, commonTables);
        From source = sources.translate(merge.using());
        From target = sources.translate(targetSource(merge));
        Source targetRows = target.sources().get(0);
        StoredTable table = targetRows.table().orElseThrow(() -> SqlErrors.notSupported("MERGE into a view"));
        RowWriter writer = new RowWriter(table, translation.context(), names, "MERGE");
        List<Query.Item> items = merge.output()
                .map(output -> OutputClause.expand(output, table.definition()))
                .orElse(List.of());
        Scope both = new Scope(null, commonTables, From.both(source, target));
        ExpressionTranslator values = new ExpressionTranslator(translation, both);
        String on = values.condition(merge.on());
        Leaves leaves = new Leaves();
        List<Branch> branches = branches(merge, writer, leaves, false);
        List<Expression> outputs = split(items, leaves);
        List<Output> columns = new ArrayList<>();
        String list = list(values, targetRows, RowSelection.rowIdIfPresent(targetRows, on), leaves, columns);
        Plan plan = translation.plan(
                "SELECT " + list + " FROM " + source.sql().get() + " LEFT JOIN "
                        + target.sql().get() + " ON " + on,
                columns);
        Side bySource = side(table, plan, branches, outputs);
        Side unmatched = merge.branches().stream().anyMatch(b -> b.match() == MergeMatch.NOT_MATCHED_BY_SOURCE)
                ? unmatched(merge, translation.context(), table, items)
                : new Side(null, List.of(), List.of(), List.of());
        return new MergePlan(table, bySource, unmatched, items, translation.dependencies());
    }

    private static TableSource targetSource(DataStatement.Merge merge) {
        if (merge.target() instanceof DataStatement.VariableTarget variable) {
            return new TableSource.TableVariable(variable.name(), merge.alias());
        }
        DataStatement.TableTarget table = (DataStatement.TableTarget) merge.target();
        return new TableSource.Named(table.name(), merge.alias(), table.hints());
    }

    private Side unmatched(
            DataStatement.Merge merge, StatementContext context, StoredTable table, List<Query.Item> items) {
        Translation translation = new Translation(context, names);
        CommonTables commonTables = CommonTables.of(merge.with());
        FromTranslator sources = new FromTranslator(translation, null, commonTables);
        From source = sources.translate(merge.using());
        From target = sources.translate(targetSource(merge));
        String on = new ExpressionTranslator(translation, new Scope(null, commonTables, From.both(source, target)))
                .condition(merge.on());
        Scope scope = new Scope(null, commonTables, target.sources());
        ExpressionTranslator values = new ExpressionTranslator(translation, scope);
        RowWriter writer = new RowWriter(table, context, names, "MERGE");
        Leaves leaves = new Leaves();
        List<Branch> branches = branches(merge, writer, leaves, true);
        List<Expression> outputs = new ArrayList<>();
        for (Query.Item item : items) {
            outputs.add(withoutSource(item.expression(), scope, leaves));
        }
        List<Output> columns = new ArrayList<>();
        Source targetRows = target.sources().get(0);
        String list = list(values, targetRows, targetRows.rowId().orElseThrow(), leaves, columns);
        Plan plan = translation.plan(
                "SELECT " + list + " FROM " + target.sql().get() + " WHERE NOT EXISTS (SELECT 1 FROM "
                        + source.sql().get() + " WHERE " + on + ")",
                columns);
        return side(table, plan, branches, outputs);
    }

    /** An item of OUTPUT where the source has no row: its columns are NULL. */
    private static Expression withoutSource(Expression e, Scope target, Leaves leaves) {
        if (e instanceof Expression.Column column && !OutputClause.isOwn(column)) {
            return target.find(column).isPresent()
                    ? leaves.split(e)
                    : new Expression.Literal(SqlValue.nullOf(SqlType.INT));
        }
        return Expressions.map(e, part -> withoutSource(part, target, leaves));
    }

    private static List<Expression> split(List<Query.Item> items, Leaves leaves) {
        return items.stream()
                .map(item -> OutputClause.split(item.expression(), leaves))
                .toList();
    }

    private static Side side(StoredTable table, Plan plan, List<Branch> branches, List<Expression> outputs) {
        int first = 1 + RowSelection.storedWidth(table);
        List<SqlType> types = plan.outputs().subList(first, plan.outputs().size()).stream()
                .map(Output::type)
                .toList();
        return new Side(plan, branches, outputs, types);
    }

    private static String list(
            ExpressionTranslator values, Source target, String rowId, Leaves leaves, List<Output> columns) {
        List<String> list = new ArrayList<>();
        list.add(rowId);
        columns.add(new Output("", SqlType.BIGINT, true, false, false));
        RowSelection.targetColumns(target, list, columns);
        for (Expression leaf : leaves.all()) {
            Operand operand = values.translate(leaf);
            list.add(operand.sql());
            columns.add(new Output("", operand.type(), true, false, operand.large()));
        }
        return String.join(", ", list);
    }

    private static List<Branch> branches(
            DataStatement.Merge merge, RowWriter writer, Leaves leaves, boolean notMatchedBySource) {
        List<Branch> branches = new ArrayList<>();
        for (DataStatement.MergeBranch branch : merge.branches()) {
            if ((branch.match() == MergeMatch.NOT_MATCHED_BY_SOURCE) != notMatchedBySource) {
                continue;
            }
            Optional<Expression> condition = branch.condition().map(leaves::split);
            if (branch.action() instanceof DataStatement.MergeUpdate update) {
                Assignments assignments = Assignments.of(update.assignments(), writer, leaves);
                branches.add(new Branch(branch.match(), condition, assignments, null, List.of()));
            } else if (branch.action() instanceof DataStatement.MergeInsert insert) {
                branches.add(insertBranch(branch.match(), condition, insert, writer, leaves));
            } else {
                branches.add(new Branch(branch.match(), condition, null, null, List.of()));
            }
        }
        return branches;
    }

    private static Branch insertBranch(
            MergeMatch match,
            Optional<Expression> condition,
            DataStatement.MergeInsert insert,
            RowWriter writer,
            Leaves leaves) {
        int[] positions =
                Inserts.positions(writer, insert.columns(), !insert.values().isEmpty());
        if (positions.length != insert.values().size()) {
            throw new SqlError(213, "Column name or number of supplied values does not match table definition.");
        }
        List<Optional<Expression>> values = insert.values().stream()
                .map(value ->
                        Assignments.isDefault(value) ? Optional.<Expression>empty() : Optional.of(leaves.split(value)))
                .toList();
        return new Branch(match, condition, null, positions, values);
    }

    // Execution

    /** One execution. */
    private final class Run {
        private final RowWriter writer;
        private final StatementContext context;
        private final MergePlan plan;
        private final Optional<OutputClause> output;
        private final Set<Object> touched = new HashSet<>();

        Run(DataStatement.Merge merge, MergePlan plan, RowWriter writer, StatementContext context) {
            this.plan = plan;
            this.writer = writer;
            this.context = context;
            this.output = merge.output().map(clause -> new OutputClause(clause, context, writer));
        }

        List<Object[]> read(Side side, boolean bySource) {
            return side.plan() == null
                    ? List.of()
                    : changes.locked(
                            new RowSelection.Selected(side.plan(), null), plan.table(), false, bySource, context);
        }

        long side(Side side, List<Object[]> rows, boolean bySource) {
            if (side.plan() == null) {
                return 0;
            }
            output.ifPresent(clause -> clause.begin(plan.outputItems(), side.outputs(), side.leafTypes()));
            int first = 1 + RowSelection.storedWidth(plan.table());
            long count = 0;
            for (Object[] row : rows) {
                SqlValue[] leaves = Queries.inputs(row, side.plan().outputs(), first);
                count += row(side, row, leaves, bySource) ? 1 : 0;
            }
            return count;
        }

        private boolean row(Side side, Object[] found, SqlValue[] leaves, boolean bySource) {
            MergeMatch match = found[0] == null
                    ? MergeMatch.NOT_MATCHED_BY_TARGET
                    : bySource ? MergeMatch.MATCHED : MergeMatch.NOT_MATCHED_BY_SOURCE;
            RowContext inputs = RowContext.ofInputs(context, leaves);
            Optional<Branch> chosen = side.branches().stream()
                    .filter(branch -> branch.match() == match)
                    .filter(branch -> branch.condition()
                            .map(condition -> Boolean.TRUE.equals(Evaluator.test(condition, inputs)))
                            .orElse(true))
                    .findFirst();
            if (chosen.isEmpty()) {
                return false;
            }
            if (found[0] == null) {
                insert(chosen.get(), inputs, leaves);
            } else {
                change(chosen.get(), found, leaves);
            }
            return true;
        }

        private void insert(Branch branch, RowContext inputs, SqlValue[] leaves) {
            Object[] row = new Object[writer.definition().columns().size()];
            BitSet given = new BitSet(row.length);
            for (int i = 0; i < branch.insertPositions().length; i++) {
                Optional<Expression> value = branch.insertValues().get(i);
                int position = branch.insertPositions()[i];
                if (value.isPresent()) {
                    row[position] = writer.stored(position, Evaluator.evaluate(value.get(), inputs));
                    given.set(position);
                }
            }
            writer.insert(row, given);
            output.ifPresent(clause -> clause.add(null, row, "INSERT", leaves));
        }

        private void change(Branch branch, Object[] found, SqlValue[] leaves) {
            if (!touched.add(found[0])) {
                throw new SqlError(
                        8672,
                        "The MERGE statement attempted to UPDATE or DELETE the same row more than once. This happens"
                                + " when a target row matches more than one source row. A MERGE statement cannot"
                                + " UPDATE/DELETE the same row of the target table multiple times. Refine the ON"
                                + " clause to ensure a target row matches at most one source row, or use the GROUP BY"
                                + " clause to group the source rows.");
            }
            Object[] former = RowSelection.formerRow(plan.table(), found, 1);
            if (branch.update() == null) {
                writer.delete((Long) found[0], former);
                output.ifPresent(clause -> clause.add(former, null, "DELETE", leaves));
                return;
            }
            Object[] changed = former.clone();
            BitSet written = branch.update().apply(writer, changed, leaves, context);
            writer.update((Long) found[0], changed, written);
            output.ifPresent(clause -> clause.add(former, changed, "UPDATE", leaves));
        }
    }
}
