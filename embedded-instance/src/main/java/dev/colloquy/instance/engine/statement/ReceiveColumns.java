package dev.colloquy.instance.engine.statement;

import dev.colloquy.instance.broker.ReceivedMessage;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlType;
import java.util.Locale;
import java.util.function.Function;

/** The columns of a received message, in the order of {@code RECEIVE *} ("RECEIVE (Transact-SQL)"). */
enum ReceiveColumns {
    STATUS(SqlType.TINYINT, ReceivedMessage::status),
    PRIORITY(SqlType.TINYINT, ReceivedMessage::priority),
    QUEUING_ORDER(SqlType.BIGINT, ReceivedMessage::queuingOrder),
    CONVERSATION_GROUP_ID(SqlType.UNIQUEIDENTIFIER, ReceivedMessage::conversationGroupId),
    CONVERSATION_HANDLE(SqlType.UNIQUEIDENTIFIER, ReceivedMessage::conversationHandle),
    MESSAGE_SEQUENCE_NUMBER(SqlType.BIGINT, ReceivedMessage::messageSequenceNumber),
    SERVICE_NAME(SqlType.nvarchar(512), ReceivedMessage::serviceName),
    SERVICE_ID(SqlType.INT, ReceivedMessage::serviceId),
    SERVICE_CONTRACT_NAME(SqlType.nvarchar(256), ReceivedMessage::serviceContractName),
    SERVICE_CONTRACT_ID(SqlType.INT, ReceivedMessage::serviceContractId),
    MESSAGE_TYPE_NAME(SqlType.nvarchar(256), ReceivedMessage::messageTypeName),
    MESSAGE_TYPE_ID(SqlType.INT, ReceivedMessage::messageTypeId),
    VALIDATION(SqlType.nchar(2), ReceivedMessage::validation),
    MESSAGE_BODY(SqlType.VARBINARY_MAX, ReceivedMessage::messageBody),
    MESSAGE_ENQUEUE_TIME(SqlType.DATETIME, ReceivedMessage::messageEnqueueTime);

    private static final ReceiveColumns[] ALL = values();

    private final SqlType type;
    private final Function<ReceivedMessage, Object> value;

    ReceiveColumns(SqlType type, Function<ReceivedMessage, Object> value) {
        this.type = type;
        this.value = value;
    }

    String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    SqlType type() {
        return type;
    }

    Object of(ReceivedMessage message) {
        return value.apply(message);
    }

    /** The column of that name in any letter case; 207 if there is none. */
    static ReceiveColumns named(String name) {
        for (ReceiveColumns column : ALL) {
            if (column.name().equalsIgnoreCase(name)) {
                return column;
            }
        }
        throw SqlErrors.invalidColumnName(name);
    }
}
