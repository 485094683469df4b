package dev.colloquy.instance.engine.expression;

import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlType;
import java.util.Optional;

/** The types that the values of an evaluation context have. */
record ContextScope(EvaluationContext context) implements TypeScope {
    @Override
    public SqlType variable(String name) {
        return context.variableType(name);
    }

    @Override
    public SqlType column(Expression.Column column) {
        return context.column(column).type();
    }

    @Override
    public SqlType scalarQuery(Query query) {
        return context.scalarQueryType(query);
    }

    @Override
    public Optional<SqlType> sessionFunction(String name) {
        return context.sessionFunctionType(name);
    }

    @Override
    public SqlType systemVariable(String name) {
        return context.systemVariable(name).type();
    }
}
