package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.expression.EvaluationContext;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A session's context in which columns have the values of one row. */
final class RowContext implements EvaluationContext {
    private final EvaluationContext session;
    private final Function<Expression.Column, SqlValue> columns;

    RowContext(EvaluationContext session, Function<Expression.Column, SqlValue> columns) {
        this.session = session;
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

    @Override
    public SqlValue variable(String name) {
        return session.variable(name);
    }

    @Override
    public SqlType variableType(String name) {
        return session.variableType(name);
    }

    @Override
    public SqlValue systemVariable(String name) {
        return session.systemVariable(name);
    }

    @Override
    public SqlValue scalarQuery(Query query) {
        return session.scalarQuery(query);
    }

    @Override
    public SqlType scalarQueryType(Query query) {
        return session.scalarQueryType(query);
    }

    @Override
    public boolean exists(Query query) {
        return session.exists(query);
    }

    @Override
    public List<SqlValue> columnQuery(Query query) {
        return session.columnQuery(query);
    }

    @Override
    public Optional<SqlValue> sessionFunction(String name, List<SqlValue> arguments) {
        return session.sessionFunction(name, arguments);
    }

    @Override
    public Optional<SqlType> sessionFunctionType(String name) {
        return session.sessionFunctionType(name);
    }

    @Override
    public Instant statementTime() {
        return session.statementTime();
    }
}
