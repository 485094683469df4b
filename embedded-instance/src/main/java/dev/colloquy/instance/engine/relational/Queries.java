package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.RowSink;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.tsql.TableSource;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs queries. */
final class Queries {
    /** What a query ends with that locks the rows it reads. */
    static final String FOR_UPDATE = " FOR UPDATE";

    private final PlanCache plans;
    private final QueryRunner runner;

    Queries(PlanCache plans, QueryRunner runner) {
        this.plans = plans;
        this.runner = runner;
    }

    /** The columns and rows of a query. */
    long rows(Query query, List<Query.CommonTable> with, StatementContext context, RowSink sink) {
        if (Rowless.isRowless(query, !with.isEmpty())) {
            return rowless((Query.Select) query, context, sink);
        }
        SelectPlan plan = plan(query, with, context);
        if (plan.lockedTop() != null) {
            List<Object[]> rows = plan.lockedTop().read(runner, context);
            sink.columns(Output.resultColumns(plan.outputs()));
            rows.forEach(sink::row);
            return rows.size();
        }
        return runner.query(plan.plan(), context, rows -> {
            sink.columns(Output.resultColumns(plan.outputs()));
            return send(rows, plan.outputs(), context, sink);
        });
    }

    /** A translated query; the locked form takes the place of the plan where there is one. */
    private record SelectPlan(Plan plan, LockedTop lockedTop) implements Prepared {
        @Override
        public Dependencies dependencies() {
            return plan.dependencies();
        }

        List<Output> outputs() {
            return plan.outputs();
        }
    }

    private static long rowless(Query.Select select, StatementContext context, RowSink sink) {
        List<Output> outputs = Rowless.outputs(select, context);
        boolean any = Rowless.hasRow(select, context);
        Object[] row = any ? Rowless.row(select, outputs, context) : null;
        sink.columns(Output.resultColumns(outputs));
        if (any) {
            sink.row(row);
        }
        return any ? 1 : 0;
    }

    private static long send(ResultSet rows, List<Output> outputs, StatementContext context, RowSink sink)
            throws SQLException {
        long count = 0;
        while (rows.next()) {
            context.cancellation().check();
            sink.row(QueryRunner.row(rows, outputs));
            count++;
        }
        return count;
    }

    List<Output> outputs(Query query, List<Query.CommonTable> with, StatementContext context) {
        return Rowless.isRowless(query, !with.isEmpty())
                ? Rowless.outputs((Query.Select) query, context)
                : plan(query, with, context).outputs();
    }

    private SelectPlan plan(Query query, List<Query.CommonTable> with, StatementContext context) {
        return plans.get(query, SelectPlan.class, context, translation -> {
            QueryBuilder builder = new QueryTranslator(translation).translate(query, null, CommonTables.of(with));
            return new SelectPlan(plan(translation, query, builder), lockedTop(translation, query, builder));
        });
    }

    private static Plan plan(Translation translation, Query query, QueryBuilder builder) {
        return translation.plan(builder.sql(null, false) + lock(query, builder), builder.outputs());
    }

    private static LockedTop lockedTop(Translation translation, Query query, QueryBuilder builder) {
        String lock = lock(query, builder);
        if (lock.isEmpty() || !((SelectBuilder) builder).isOrderedTop()) {
            return null;
        }
        SelectBuilder select = (SelectBuilder) builder;
        String supplied = translation.bind(new Parameter.Supplied(0));
        return new LockedTop(
                translation.plan(select.numbersSql(supplied), List.of()),
                translation.plan(select.rowSql(supplied) + lock, builder.outputs()),
                new Parameter.RowCount(
                        ((Query.Select) query).top().orElseThrow().count(), false));
    }

    /** UPDLOCK and XLOCK on the only table lock its rows; READPAST passes over rows that others have locked. */
    private static String lock(Query query, QueryBuilder builder) {
        if (query instanceof Query.Select select
                && builder instanceof SelectBuilder built
                && !select.distinct()
                && !built.isAggregated()
                && select.from().size() == 1
                && select.from().get(0) instanceof TableSource.Named named
                && built.from().sources().get(0).table().isPresent()
                && (named.hints().contains("UPDLOCK") || named.hints().contains("XLOCK"))) {
            return forUpdate(named.hints());
        }
        return "";
    }

    static String forUpdate(List<String> hints) {
        return FOR_UPDATE + (hints.contains("READPAST") ? " SKIP LOCKED" : " NOWAIT");
    }

    /** The single value of a subquery. Error 512 if there are several rows, 116 if there are several columns. */
    SqlValue scalar(Query query, StatementContext context) {
        if (Rowless.isRowless(query, false)) {
            Query.Select select = (Query.Select) query;
            List<Output> outputs = requireOne(Rowless.outputs(select, context));
            Object value = Rowless.hasRow(select, context) ? Rowless.row(select, outputs, context)[0] : null;
            return SqlValue.of(outputs.get(0).type(), value);
        }
        Plan plan = plan(query, List.of(), context).plan();
        SqlType type = requireOne(plan.outputs()).get(0).type();
        return runner.query(plan, context, rows -> {
            if (!rows.next()) {
                return SqlValue.nullOf(type);
            }
            Object value = StorageTypes.read(rows, 1, type);
            if (rows.next()) {
                throw H2Errors.moreThanOneValue();
            }
            return SqlValue.of(type, value);
        });
    }

    private static List<Output> requireOne(List<Output> outputs) {
        if (outputs.size() != 1) {
            throw ExpressionTranslator.tooManyColumns();
        }
        return outputs;
    }

    SqlType scalarType(Query query, StatementContext context) {
        return requireOne(outputs(query, List.of(), context)).get(0).type();
    }

    List<SqlValue> column(Query query, StatementContext context) {
        if (Rowless.isRowless(query, false)) {
            SqlValue value = scalar(query, context);
            return Rowless.hasRow((Query.Select) query, context) ? List.of(value) : List.of();
        }
        Plan plan = plan(query, List.of(), context).plan();
        SqlType type = requireOne(plan.outputs()).get(0).type();
        return runner.query(plan, context, rows -> {
            List<SqlValue> values = new ArrayList<>();
            while (rows.next()) {
                values.add(SqlValue.of(type, StorageTypes.read(rows, 1, type)));
            }
            return values;
        });
    }

    private record ExistsPlan(Plan plan) implements Prepared {
        @Override
        public Dependencies dependencies() {
            return plan.dependencies();
        }
    }

    boolean exists(Query query, StatementContext context) {
        if (Rowless.isRowless(query, false)) {
            return Rowless.hasRow((Query.Select) query, context);
        }
        ExistsPlan plan = plans.get(query, ExistsPlan.class, context, translation -> {
            QueryBuilder builder = new QueryTranslator(translation).translate(query, null, CommonTables.NONE);
            return new ExistsPlan(translation.plan("SELECT EXISTS (" + builder.sql(null, false) + ")", List.of()));
        });
        return runner.query(plan.plan(), context, rows -> rows.next() && rows.getBoolean(1));
    }

    // SELECT @variable = …

    private record AssignmentPlan(Plan plan, LockedTop lockedTop, List<Expression> values) implements Prepared {
        @Override
        public Dependencies dependencies() {
            return plan.dependencies();
        }
    }

    /** Assigns for every row in turn, so that an expression may build upon the variable's former value. */
    long assign(Query.Select select, List<Query.CommonTable> with, StatementContext context) {
        if (Rowless.isRowless(select, !with.isEmpty())) {
            if (!Rowless.hasRow(select, context)) {
                return 0;
            }
            for (Query.Item item : select.items()) {
                context.assign(item.variable().orElseThrow(), Evaluator.evaluate(assigned(item), context));
            }
            return 1;
        }
        AssignmentPlan plan = plans.get(select, AssignmentPlan.class, context, translation -> {
            Leaves leaves = new Leaves();
            List<Expression> values = select.items().stream()
                    .map(item -> leaves.split(assigned(item)))
                    .toList();
            QueryBuilder builder = new QueryTranslator(translation)
                    .translate(selecting(select, leaves.all()), null, CommonTables.of(with));
            return new AssignmentPlan(
                    plan(translation, select, builder), lockedTop(translation, select, builder), values);
        });
        List<Output> outputs = plan.plan().outputs();
        if (plan.lockedTop() != null) {
            List<Object[]> rows = plan.lockedTop().read(runner, context);
            rows.forEach(row -> assign(select, plan, row, context));
            return rows.size();
        }
        return runner.query(plan.plan(), context, rows -> {
            long count = 0;
            while (rows.next()) {
                context.cancellation().check();
                assign(select, plan, QueryRunner.row(rows, outputs), context);
                count++;
            }
            return count;
        });
    }

    private static void assign(Query.Select select, AssignmentPlan plan, Object[] row, StatementContext context) {
        RowContext inputs = RowContext.ofInputs(context, inputs(row, plan.plan().outputs(), 0));
        for (int i = 0; i < plan.values().size(); i++) {
            SqlValue value = Evaluator.evaluate(plan.values().get(i), inputs);
            context.assign(select.items().get(i).variable().orElseThrow(), value);
        }
    }

    /** The outputs from one on as inputs of expressions. */
    static SqlValue[] inputs(Object[] row, List<Output> outputs, int from) {
        SqlValue[] inputs = new SqlValue[row.length - from];
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = SqlValue.of(outputs.get(from + i).type(), row[from + i]);
        }
        return inputs;
    }

    private static Expression assigned(Query.Item item) {
        return item.operator().equals("=")
                ? item.expression()
                : new Expression.Binary(
                        new Expression.Variable(item.variable().orElseThrow()),
                        item.operator().substring(0, item.operator().length() - 1),
                        item.expression());
    }

    private static Query.Select selecting(Query.Select select, List<Expression> expressions) {
        List<Query.Item> items = new ArrayList<>();
        for (Expression e : expressions) {
            items.add(new Query.Item(e, Optional.empty(), Optional.empty(), "="));
        }
        if (items.isEmpty()) {
            Expression one = new Expression.Literal(SqlValue.of(SqlType.INT, 1));
            items.add(new Query.Item(one, Optional.empty(), Optional.empty(), "="));
        }
        return new Query.Select(
                select.distinct(),
                select.top(),
                items,
                false,
                Optional.empty(),
                select.from(),
                select.where(),
                select.groupBy(),
                select.having(),
                select.orderBy(),
                select.paging(),
                select.forXml());
    }
}
