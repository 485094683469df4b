package dev.colloquy.instance.engine.statement;

import dev.colloquy.instance.broker.ReceivedMessage;
import dev.colloquy.instance.engine.expression.ColumnContext;
import dev.colloquy.instance.engine.expression.EvaluationContext;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlValue;

/** The context of an expression in RECEIVE's select list: columns are the message's, everything else the session's. */
final class ReceivedRow extends ColumnContext {
    private ReceivedMessage message;

    ReceivedRow(EvaluationContext session) {
        super(session);
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
}
