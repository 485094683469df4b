package dev.colloquy.instance.tsql;

import java.util.List;
import java.util.Optional;

/** The run-time verbs of Service Broker. */
public sealed interface BrokerStatement extends Statement {

    /**
     * {@code BEGIN DIALOG [CONVERSATION]}.
     *
     * @param handleVariable the variable, {@code @} included
     * @param fromService    an identifier of the current database
     * @param encryption     absent means ON
     */
    record BeginDialog(
            Position position,
            String handleVariable,
            String fromService,
            Expression toService,
            Optional<Expression> brokerInstance,
            Optional<String> contract,
            Optional<Expression> relatedConversation,
            Optional<Expression> relatedGroup,
            Optional<Expression> lifetimeSeconds,
            Optional<Boolean> encryption)
            implements BrokerStatement {}

    /** {@code SEND ON CONVERSATION handles [MESSAGE TYPE type] [(body)]}. */
    record Send(
            Position position,
            List<Expression> handles,
            boolean handleList,
            Optional<String> messageType,
            Optional<Expression> body)
            implements BrokerStatement {
        public Send {
            handles = List.copyOf(handles);
        }
    }

    /**
     * {@code [WAITFOR (] RECEIVE … [), TIMEOUT n]}.
     *
     * @param items   {@link Expression.AllColumns} for {@code *}; assignments carry a variable
     * @param into    the table variable, {@code @} included
     * @param filter  the column of WHERE, absent without WHERE
     * @param waiting true inside WAITFOR
     * @param timeout milliseconds, absent waits for ever
     */
    record Receive(
            Position position,
            Optional<Expression> top,
            List<Query.Item> items,
            ObjectName queue,
            Optional<String> into,
            Optional<ReceiveFilter> filter,
            boolean waiting,
            Optional<Expression> timeout)
            implements BrokerStatement {
        public Receive {
            items = List.copyOf(items);
        }
    }

    /** {@code WHERE conversation_handle = v} (group false) or {@code WHERE conversation_group_id = v}. */
    record ReceiveFilter(boolean group, Expression value) {}

    /** {@code [WAITFOR (] GET CONVERSATION GROUP @g FROM queue [), TIMEOUT n]}. */
    record GetConversationGroup(
            Position position, String variable, ObjectName queue, boolean waiting, Optional<Expression> timeout)
            implements BrokerStatement {}

    /** {@code MOVE CONVERSATION handle TO group}. */
    record MoveConversation(Position position, Expression handle, Expression group) implements BrokerStatement {}

    /** {@code BEGIN CONVERSATION TIMER ( handle ) TIMEOUT = seconds}. */
    record BeginConversationTimer(Position position, Expression handle, Expression seconds)
            implements BrokerStatement {}

    /** {@code END CONVERSATION handle [WITH ERROR = code DESCRIPTION = text | WITH CLEANUP]}. */
    record EndConversation(
            Position position,
            Expression handle,
            Optional<Expression> errorCode,
            Optional<Expression> errorDescription,
            boolean cleanup)
            implements BrokerStatement {}
}
