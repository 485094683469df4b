package dev.colloquy.instance.engine.statement;

import dev.colloquy.instance.broker.ReceivedMessage;
import dev.colloquy.instance.engine.ResultColumn;
import dev.colloquy.instance.engine.RowSink;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.engine.expression.TypeInference;
import dev.colloquy.instance.engine.expression.TypeScope;
import dev.colloquy.instance.engine.relational.Relational;
import dev.colloquy.instance.tsql.BrokerStatement;
import dev.colloquy.instance.tsql.DataStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Position;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns received messages into what the select list of RECEIVE asks for: a result set, variables or rows of a table variable. */
public final class ReceiveProjection {
    private final Relational relational;

    public ReceiveProjection(Relational relational) {
        this.relational = relational;
    }

    /** Refuses a select list that mixes forms, before anything is received. */
    void check(BrokerStatement.Receive statement, StatementContext context) {
        boolean assigns =
                statement.items().stream().anyMatch(item -> item.variable().isPresent());
        if (assigns
                && statement.items().stream().anyMatch(item -> item.variable().isEmpty())) {
            throw new SqlError(
                    8447,
                    "A RECEIVE statement that assigns a value to a variable must not be combined with data retrieval"
                            + " operations.");
        }
        if (assigns && statement.into().isPresent()) {
            throw new SqlError(
                    8450, "Assignments in the RECEIVE projection are not allowed in conjunction with the INTO clause.");
        }
        for (Query.Item item : statement.items()) {
            item.variable().ifPresent(context::variableType);
            if (item.expression() instanceof Expression.Column column) {
                ReceiveColumns.named(column.name());
            }
        }
        statement.into().ifPresent(context::tableVariable);
    }

    /** Delivers the messages. Variables keep their values when there is none, and the last message's otherwise. */
    void deliver(
            BrokerStatement.Receive statement, List<ReceivedMessage> messages, StatementContext context, RowSink sink) {
        ReceivedRow row = new ReceivedRow(context);
        if (!statement.items().isEmpty() && statement.items().get(0).variable().isPresent()) {
            assign(statement, messages, context, row);
            return;
        }
        List<Query.Item> items = expand(statement.items());
        List<ResultColumn> columns = columns(items, row);
        if (statement.into().isPresent()) {
            insert(statement.into().get(), items, columns, messages, context, row);
            return;
        }
        sink.columns(columns);
        for (ReceivedMessage message : messages) {
            sink.row(values(items, row.of(message)));
        }
    }

    private static void assign(
            BrokerStatement.Receive statement,
            List<ReceivedMessage> messages,
            StatementContext context,
            ReceivedRow row) {
        for (ReceivedMessage message : messages) {
            row.of(message);
            for (Query.Item item : statement.items()) {
                context.assign(item.variable().orElseThrow(), Evaluator.evaluate(item.expression(), row));
            }
        }
    }

    private void insert(
            String variable,
            List<Query.Item> items,
            List<ResultColumn> columns,
            List<ReceivedMessage> messages,
            StatementContext context,
            ReceivedRow row) {
        if (messages.isEmpty()) {
            return;
        }
        List<Object[]> rows = new ArrayList<>(messages.size());
        for (ReceivedMessage message : messages) {
            rows.add(values(items, row.of(message)));
        }
        List<SqlType> types = columns.stream().map(ResultColumn::type).toList();
        DataStatement.Insert target = new DataStatement.Insert(
                Position.NONE,
                List.of(),
                Optional.empty(),
                new DataStatement.VariableTarget(variable),
                List.of(),
                Optional.empty(),
                new DataStatement.DefaultSource());
        relational.insertRows(target, rows, types, context);
    }

    private static List<Query.Item> expand(List<Query.Item> items) {
        List<Query.Item> expanded = new ArrayList<>(items.size());
        for (Query.Item item : items) {
            if (item.expression() instanceof Expression.AllColumns) {
                for (ReceiveColumns column : ReceiveColumns.values()) {
                    Expression expression = new Expression.Column(List.of(), column.columnName());
                    expanded.add(new Query.Item(expression, Optional.empty(), Optional.empty(), "="));
                }
            } else {
                expanded.add(item);
            }
        }
        return expanded;
    }

    private static List<ResultColumn> columns(List<Query.Item> items, ReceivedRow row) {
        TypeScope scope = TypeScope.of(row);
        List<ResultColumn> columns = new ArrayList<>(items.size());
        for (Query.Item item : items) {
            String name = item.alias()
                    .orElseGet(() -> item.expression() instanceof Expression.Column column
                            ? ReceiveColumns.named(column.name()).columnName()
                            : "");
            columns.add(ResultColumn.of(name, TypeInference.typeOf(item.expression(), scope)));
        }
        return columns;
    }

    private static Object[] values(List<Query.Item> items, ReceivedRow row) {
        Object[] values = new Object[items.size()];
        for (int i = 0; i < values.length; i++) {
            SqlValue value = Evaluator.evaluate(items.get(i).expression(), row);
            values[i] = value.value();
        }
        return values;
    }
}
