package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.views.ViewColumn;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is collected while one statement is translated. */
final class Translation {
    private final StatementContext context;
    private final Names names;
    private final Dependencies dependencies = new Dependencies();
    private final Map<Parameter, Integer> parameters = new LinkedHashMap<>();
    private final Map<RowExpression, Integer> expressions = new LinkedHashMap<>();
    private int views;
    private int aliases;

    Translation(StatementContext context, Names names) {
        this.context = context;
        this.names = names;
        dependencies.database(
                context.database().id(), names.version(context.database().id()));
    }

    StatementContext context() {
        return context;
    }

    Names names() {
        return names;
    }

    Dependencies dependencies() {
        return dependencies;
    }

    /** A name for a row source that no other has. */
    String nextAlias() {
        return "t" + ++aliases;
    }

    ViewUse use(int databaseId, String schema, String name, List<ViewColumn> columns) {
        return new ViewUse(
                ++views, databaseId, schema, name, columns, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The parameter's text. */
    String bind(Parameter parameter) {
        return "?" + parameters.computeIfAbsent(parameter, k -> parameters.size() + 1);
    }

    /** The value of an expression without columns, as a typed parameter. */
    Operand constant(Expression expression, SqlType type, boolean compared) {
        String parameter = bind(new Parameter.Constant(expression, type, compared));
        String storageType = compared ? StorageTypes.expression(type) : StorageTypes.selected(type);
        return new Operand(
                "CAST(" + parameter + " AS " + storageType + ")",
                type,
                !(expression instanceof Expression.Literal literal)
                        || literal.value().isNull(),
                !compared && StorageTypes.isLarge(type));
    }

    /** A number for an expression that H2 asks back for. */
    int number(RowExpression expression) {
        return expressions.computeIfAbsent(expression, k -> expressions.size());
    }

    /** The finished plan: parameters that the text does not use are left out, the others numbered in order. */
    Plan plan(String sql, List<Output> outputs) {
        List<Parameter> all = new ArrayList<>(parameters.keySet());
        List<Parameter> used = new ArrayList<>();
        int[] numbers = new int[all.size() + 1];
        StringBuilder text = new StringBuilder(sql.length());
        boolean quoted = false;
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            text.append(c);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '?' && !quoted) {
                int number = 0;
                while (i + 1 < sql.length() && Character.isDigit(sql.charAt(i + 1))) {
                    number = number * 10 + sql.charAt(++i) - '0';
                }
                if (numbers[number] == 0) {
                    used.add(all.get(number - 1));
                    numbers[number] = used.size();
                }
                text.append(numbers[number]);
            }
        }
        return new Plan(text.toString(), used, new ArrayList<>(expressions.keySet()), outputs, dependencies);
    }
}
