package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.tsql.DataStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The SET of an UPDATE or of a MERGE branch, over the leaves that H2 computes. */
final class Assignments {
    private final List<Step> steps = new ArrayList<>();

    /**
     * One assignment.
     *
     * @param variable null if there is none
     * @param column   position of the column, -1 if there is none
     * @param value    null for DEFAULT
     */
    private record Step(String variable, int column, Expression value) {}

    private Assignments() {}

    static Assignments of(List<DataStatement.Assignment> assignments, RowWriter writer, Leaves leaves) {
        Assignments translated = new Assignments();
        BitSet assigned = new BitSet();
        for (DataStatement.Assignment assignment : assignments) {
            int column = assignment
                    .column()
                    .map(c -> writer.writable(c.name(), true))
                    .orElse(-1);
            if (column >= 0) {
                if (assigned.get(column)) {
                    throw new SqlError(
                            264,
                            "The column name '" + assignment.column().get().name()
                                    + "' is specified more than once in the SET clause or column list of an INSERT. A"
                                    + " column cannot be assigned more than one value in the same clause. Modify the"
                                    + " clause to make sure that a column is updated only once. If this statement"
                                    + " updates or inserts columns into a view, column aliasing can conceal the"
                                    + " duplication in your code.");
                }
                assigned.set(column);
            }
            Expression value = isDefault(assignment.value()) ? null : leaves.split(value(assignment));
            translated.steps.add(new Step(assignment.variable().orElse(null), column, value));
        }
        return translated;
    }

    static boolean isDefault(Expression e) {
        return e instanceof Expression.Column column
                && column.qualifier().isEmpty()
                && column.name().equalsIgnoreCase("DEFAULT");
    }

    /** The new value, a compound operator written out. */
    static Expression value(DataStatement.Assignment assignment) {
        if (assignment.operator().equals("=")) {
            return assignment.value();
        }
        Expression former = assignment.column().isPresent()
                ? assignment.column().get()
                : new Expression.Variable(assignment.variable().orElseThrow());
        String operator =
                assignment.operator().substring(0, assignment.operator().length() - 1);
        return new Expression.Binary(former, operator, assignment.value());
    }

    /** Changes the row; returns the positions of its changed columns. Variables are assigned as they come. */
    BitSet apply(RowWriter writer, Object[] row, SqlValue[] leaves, StatementContext context) {
        RowContext inputs = RowContext.ofInputs(context, leaves);
        BitSet changed = new BitSet(row.length);
        for (Step step : steps) {
            if (step.value() == null) {
                row[step.column()] = writer.defaultValue(step.column());
                changed.set(step.column());
                continue;
            }
            SqlValue value = Evaluator.evaluate(step.value(), inputs);
            if (step.column() >= 0) {
                row[step.column()] = writer.stored(step.column(), value);
                changed.set(step.column());
            }
            if (step.variable() != null) {
                context.assign(step.variable(), value);
            }
        }
        return changed;
    }
}
