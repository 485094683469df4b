package dev.colloquy.instance.engine.statement;

import dev.colloquy.instance.broker.BeginDialog;
import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.broker.Contract;
import dev.colloquy.instance.broker.EndError;
import dev.colloquy.instance.broker.MessageType;
import dev.colloquy.instance.broker.Queue;
import dev.colloquy.instance.broker.ReceiveFilter;
import dev.colloquy.instance.broker.ReceivedMessage;
import dev.colloquy.instance.engine.RowSink;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.tsql.BrokerStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlKind;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** The run-time verbs of Service Broker, from BEGIN DIALOG to END CONVERSATION. */
public final class BrokerStatements {
    private static final int LARGEST_DESCRIPTION = 3_000;

    private final Broker broker;
    private final ObjectResolver resolver;
    private final ReceiveProjection projection;

    public BrokerStatements(Broker broker, ObjectResolver resolver, ReceiveProjection projection) {
        this.broker = broker;
        this.resolver = resolver;
        this.projection = projection;
    }

    /**
     * Runs the statement.
     *
     * @param sink takes the result set of a RECEIVE that returns one
     * @return the number of messages or groups received, 0 for the other statements
     */
    public long execute(BrokerStatement statement, StatementContext context, RowSink sink) {
        if (statement instanceof BrokerStatement.BeginDialog s) return beginDialog(s, context);
        if (statement instanceof BrokerStatement.Send s) return send(s, context);
        if (statement instanceof BrokerStatement.Receive s) return receive(s, context, sink);
        if (statement instanceof BrokerStatement.GetConversationGroup s) return getConversationGroup(s, context);
        if (statement instanceof BrokerStatement.BeginConversationTimer s) return beginTimer(s, context);
        if (statement instanceof BrokerStatement.MoveConversation s) return moveConversation(s, context);
        if (statement instanceof BrokerStatement.EndConversation s) return endConversation(s, context);
        throw new AssertionError("no executor for " + statement.getClass().getSimpleName());
    }

    private long beginDialog(BrokerStatement.BeginDialog s, StatementContext c) {
        requireUniqueidentifier(c.variableType(s.handleVariable()), "BEGIN DIALOG");
        String target = text(s.toService(), c);
        if (target == null) {
            throw new SqlError(8421, "The service name is missing. Specify a service name.");
        }
        Integer lifetime = null;
        if (s.lifetimeSeconds().isPresent()) {
            lifetime = (Integer)
                    Conversions.convert(Evaluator.evaluate(s.lifetimeSeconds().get(), c), SqlType.INT)
                            .value();
            if (lifetime == null) {
                throw new SqlError(
                        8406,
                        "The dialog lifetime can not be NULL. Specify a valid dialog lifetime value from 1 to "
                                + Integer.MAX_VALUE + ".");
            }
        }
        resolver.requireReceiveOnServiceQueue(s.fromService(), c);
        UUID handle = broker.conversations()
                .beginDialog(
                        c.transaction(),
                        c.database(),
                        new BeginDialog(
                                s.fromService(),
                                target,
                                s.brokerInstance().map(e -> text(e, c)),
                                s.contract().orElse(Contract.DEFAULT),
                                s.relatedConversation().map(e -> guid(e, c)),
                                s.relatedGroup().map(e -> guid(e, c)),
                                lifetime,
                                s.encryption().orElse(true)),
                        c.cancellation());
        c.assign(s.handleVariable(), SqlValue.of(SqlType.UNIQUEIDENTIFIER, handle));
        return 0;
    }

    private static void requireUniqueidentifier(SqlType type, String statement) {
        if (type.kind() != SqlKind.UNIQUEIDENTIFIER) {
            throw new SqlError(
                    8402,
                    "The data type of the 'conversation handle' in the '" + statement
                            + "' statement must be uniqueidentifier. The "
                            + type.kind().sqlName()
                            + " data type is not allowed.");
        }
    }

    private long send(BrokerStatement.Send s, StatementContext c) {
        List<UUID> handles = new ArrayList<>(s.handles().size());
        for (int i = 0; i < s.handles().size(); i++) {
            handles.add(handle(s.handles().get(i), c, s.handleList() ? i + 1 : 0));
        }
        byte[] body = null;
        if (s.body().isPresent()) {
            body = body(Evaluator.evaluate(s.body().get(), c));
        }
        for (UUID handle : handles) {
            resolver.requireReceiveOnConversation(handle, c);
        }
        broker.conversations()
                .send(
                        c.transaction(),
                        c.database(),
                        handles,
                        s.handleList(),
                        s.messageType().orElse(MessageType.DEFAULT),
                        body,
                        c.cancellation());
        return 0;
    }

    /** A zero-length body is stored and delivered as NULL. */
    private static byte[] body(SqlValue value) {
        if (value.isNull()) {
            throw new SqlError(
                    8433, "The message body may not be NULL. A zero-length UNICODE or binary string is allowed.");
        }
        byte[] bytes =
                (byte[]) Conversions.convert(value, SqlType.VARBINARY_MAX).value();
        return bytes.length == 0 ? null : bytes;
    }

    private long receive(BrokerStatement.Receive s, StatementContext c, RowSink sink) {
        Queue queue = queue(s.queue(), c);
        resolver.requireReceive(queue, c);
        projection.check(s, c);
        List<ReceivedMessage> messages = broker.conversations()
                .receive(
                        c.transaction(),
                        queue,
                        s.filter().map(filter -> filter(filter, c)),
                        s.top().map(e -> top(e, c)).orElse(Long.MAX_VALUE),
                        timeout(s.waiting(), s.timeout(), c),
                        c.cancellation());
        projection.deliver(s, messages, c, sink);
        return messages.size();
    }

    private Queue queue(dev.colloquy.instance.tsql.ObjectName name, StatementContext c) {
        return resolver.queue(name, c).orElseThrow(() -> SqlErrors.invalidObjectName(name.toString()));
    }

    private static long top(Expression e, StatementContext c) {
        Long top = (Long)
                Conversions.convert(Evaluator.evaluate(e, c), SqlType.BIGINT).value();
        if (top == null || top < 0) {
            throw new SqlError(
                    1060,
                    15,
                    1,
                    "The number of rows provided for a TOP or FETCH clauses row count parameter must be an integer.");
        }
        return top;
    }

    private static ReceiveFilter filter(BrokerStatement.ReceiveFilter filter, StatementContext c) {
        UUID value = guid(filter.value(), c);
        if (value == null) {
            throw filter.group()
                    ? new SqlError(8420, "The conversation group is missing. Specify a conversation group.")
                    : new SqlError(8418, "The conversation handle is missing. Specify a conversation handle.");
        }
        return new ReceiveFilter(filter.group(), value);
    }

    private static OptionalLong timeout(boolean waiting, Optional<Expression> timeout, StatementContext c) {
        if (!waiting) {
            return OptionalLong.empty();
        }
        if (timeout.isEmpty()) {
            return OptionalLong.of(-1);
        }
        Integer millis = (Integer) Conversions.convert(Evaluator.evaluate(timeout.get(), c), SqlType.INT)
                .value();
        if (millis == null || millis < -1) {
            throw new SqlError(148, 15, 1, "Incorrect time syntax in time string used with WAITFOR.");
        }
        return OptionalLong.of(millis);
    }

    private long getConversationGroup(BrokerStatement.GetConversationGroup s, StatementContext c) {
        requireUniqueidentifier(c.variableType(s.variable()), "GET CONVERSATION GROUP");
        Queue queue = queue(s.queue(), c);
        resolver.requireReceive(queue, c);
        Optional<UUID> group = broker.conversations()
                .getConversationGroup(c.transaction(), queue, timeout(s.waiting(), s.timeout(), c), c.cancellation());
        c.assign(s.variable(), SqlValue.of(SqlType.UNIQUEIDENTIFIER, group.orElse(null)));
        return group.isPresent() ? 1 : 0;
    }

    private long moveConversation(BrokerStatement.MoveConversation s, StatementContext c) {
        UUID handle = handle(s.handle(), c, 0);
        resolver.requireReceiveOnConversation(handle, c);
        broker.conversations()
                .moveConversation(c.transaction(), c.database(), handle, guid(s.group(), c), c.cancellation());
        return 0;
    }

    private long beginTimer(BrokerStatement.BeginConversationTimer s, StatementContext c) {
        UUID handle = handle(s.handle(), c, 0);
        Integer seconds = (Integer) Conversions.convert(Evaluator.evaluate(s.seconds(), c), SqlType.INT)
                .value();
        if (seconds == null || seconds < 0) {
            throw new SqlError(1023, 15, 1, "Invalid parameter 2 specified for BEGIN CONVERSATION TIMER.");
        }
        resolver.requireSendOnConversation(handle, c);
        broker.conversations().beginTimer(c.transaction(), c.database(), handle, seconds, c.cancellation());
        return 0;
    }

    private long endConversation(BrokerStatement.EndConversation s, StatementContext c) {
        UUID handle = handle(s.handle(), c, 0);
        Optional<EndError> error = Optional.empty();
        if (s.errorCode().isPresent()) {
            error = Optional.of(endError(s, c));
        }
        resolver.requireReceiveOnConversation(handle, c);
        broker.conversations()
                .endConversation(c.transaction(), c.database(), handle, error, s.cleanup(), c.cancellation());
        return 0;
    }

    private static EndError endError(BrokerStatement.EndConversation s, StatementContext c) {
        Integer code =
                (Integer) Conversions.convert(Evaluator.evaluate(s.errorCode().orElseThrow(), c), SqlType.INT)
                        .value();
        String description = s.errorDescription().map(e -> text(e, c)).orElse(null);
        if (code == null || description == null) {
            throw new SqlError(
                    8419,
                    "Both the error code and the description must be provided for END CONVERSATION WITH ERROR. Neither"
                            + " value can be NULL.");
        }
        if (code <= 0) {
            throw new SqlError(
                    8424,
                    "The error code and error description are missing. Specify both the error code and description of the error.");
        }
        return new EndError(code, description.substring(0, Math.min(description.length(), LARGEST_DESCRIPTION)));
    }

    private static UUID handle(Expression e, StatementContext c, int position) {
        UUID handle = guid(e, c);
        if (handle == null) {
            throw position == 0
                    ? new SqlError(8418, "The conversation handle is missing. Specify a conversation handle.")
                    : new SqlError(
                            8441,
                            "The conversation handle at position " + position
                                    + " is missing. Specify a conversation handle.");
        }
        return handle;
    }

    private static UUID guid(Expression e, StatementContext c) {
        return (UUID) Conversions.convert(Evaluator.evaluate(e, c), SqlType.UNIQUEIDENTIFIER)
                .value();
    }

    private static String text(Expression e, StatementContext c) {
        return (String) Conversions.convert(Evaluator.evaluate(e, c), SqlType.NVARCHAR_MAX)
                .value();
    }
}
