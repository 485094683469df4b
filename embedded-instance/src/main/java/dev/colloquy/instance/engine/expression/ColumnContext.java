package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A context that knows columns and leaves everything else to the session's. */
public abstract class ColumnContext implements EvaluationContext {
    private final EvaluationContext session;

    protected ColumnContext(EvaluationContext session) {
        this.session = session;
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
