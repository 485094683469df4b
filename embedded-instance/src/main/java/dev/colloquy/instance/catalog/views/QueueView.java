package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.broker.Queue;
import dev.colloquy.instance.broker.ReceivedMessage;
import dev.colloquy.instance.types.SqlType;

/** The messages of a queue as {@code SELECT … FROM queue} shows them, the retained ones too. */
final class QueueView {
    private static final SqlType NAME = SqlType.nvarchar(256);

    private QueueView() {}

    static SystemView of(Broker broker, Queue queue) {
        return new NamedView(queue.name(), () -> build(broker, queue));
    }

    private static View<?> build(Broker broker, Queue queue) {
        return View.<ReceivedMessage>of(scope -> broker.views().queueContents(scope.transaction(), queue).stream())
                .column("status", SqlType.TINYINT, ReceivedMessage::status)
                .column("priority", SqlType.TINYINT, ReceivedMessage::priority)
                .column("queuing_order", SqlType.BIGINT, ReceivedMessage::queuingOrder)
                .column("conversation_group_id", SqlType.UNIQUEIDENTIFIER, ReceivedMessage::conversationGroupId)
                .column("conversation_handle", SqlType.UNIQUEIDENTIFIER, ReceivedMessage::conversationHandle)
                .column("message_sequence_number", SqlType.BIGINT, ReceivedMessage::messageSequenceNumber)
                .nullable("service_name", SqlType.nvarchar(512), ReceivedMessage::serviceName)
                .column("service_id", SqlType.INT, ReceivedMessage::serviceId)
                .nullable("service_contract_name", NAME, ReceivedMessage::serviceContractName)
                .column("service_contract_id", SqlType.INT, ReceivedMessage::serviceContractId)
                .nullable("message_type_name", NAME, ReceivedMessage::messageTypeName)
                .column("message_type_id", SqlType.INT, ReceivedMessage::messageTypeId)
                .column("validation", SqlType.nchar(2), ReceivedMessage::validation)
                .nullable("message_body", SqlType.VARBINARY_MAX, ReceivedMessage::messageBody)
                .nullable("message_enqueue_time", SqlType.DATETIME, ReceivedMessage::messageEnqueueTime);
    }
}
