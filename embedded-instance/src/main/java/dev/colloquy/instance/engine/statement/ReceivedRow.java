package dev.colloquy.instance.engine.statement;

import dev.colloquy.instance.broker.ReceivedMessage;
import dev.colloquy.instance.engine.expression.EvaluationContext;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The context of an expression in RECEIVE's select list: columns are the message's, everything else the session's. */
final class ReceivedRow implements EvaluationContext {
    private final EvaluationContext session;
    private ReceivedMessage message;

    ReceivedRow(EvaluationContext session) {
        this.session = session;
    }

    ReceivedRow of(ReceivedMessage next) {
        message = next;
        return this;
    }

    @Override
    public SqlValue column(Expression.Column column) {
        ReceiveColumns found = ReceiveColumns.named(column.name());
        return SqlValue.of(found.type(), message == null ? null : found.of(message));
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
