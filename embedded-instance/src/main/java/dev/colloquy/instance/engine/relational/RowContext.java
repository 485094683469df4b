package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.expression.ColumnContext;
import dev.colloquy.instance.engine.expression.EvaluationContext;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlValue;
import java.util.function.Function;

/** A session's context in which columns have the values of one row. */
final class RowContext extends ColumnContext {
    private final Function<Expression.Column, SqlValue> columns;

    RowContext(EvaluationContext session, Function<Expression.Column, SqlValue> columns) {
        super(session);
        this.columns = columns;
    }

    /** A row of the inputs of a {@link RowExpression}. */
    static RowContext ofInputs(EvaluationContext session, SqlValue[] values) {
        return new RowContext(session, column -> {
            int index = RowExpression.inputIndex(column);
            if (index < 0) {
                throw SqlErrors.invalidColumnName(column.name());
            }
            return values[index];
        });
    }

    @Override
    public SqlValue column(Expression.Column column) {
        return columns.apply(column);
    }
}
