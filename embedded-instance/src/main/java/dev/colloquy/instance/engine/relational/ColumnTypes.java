package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.expression.TypeScope;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlType;
import java.util.Optional;
import java.util.function.Function;

/** The types of a session's context with columns of one row added. */
record ColumnTypes(TypeScope session, Function<Expression.Column, SqlType> columns) implements TypeScope {
    @Override
    public SqlType variable(String name) {
        return session.variable(name);
    }

    @Override
    public SqlType column(Expression.Column column) {
        return columns.apply(column);
    }

    @Override
    public SqlType scalarQuery(Query query) {
        return session.scalarQuery(query);
    }

    @Override
    public Optional<SqlType> sessionFunction(String name) {
        return session.sessionFunction(name);
    }

    @Override
    public SqlType systemVariable(String name) {
        return session.systemVariable(name);
    }
}
