package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.engine.expression.TypeScope;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.Optional;

/** The types of what a translated expression refers to: variables, functions and its numbered inputs. */
record InputTypes(StatementContext context, Dependencies dependencies, List<SqlType> inputs) implements TypeScope {

    @Override
    public SqlType variable(String name) {
        SqlType type = context.variableType(name);
        dependencies.variable(name, type);
        return type;
    }

    @Override
    public SqlType column(Expression.Column column) {
        int index = RowExpression.inputIndex(column);
        if (index < 0) {
            throw SqlErrors.invalidColumnName(column.name());
        }
        return inputs.get(index);
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
