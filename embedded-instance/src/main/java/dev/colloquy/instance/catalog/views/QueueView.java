package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.broker.Queue;
import dev.colloquy.instance.broker.QueueRow;
import dev.colloquy.instance.types.SqlType;

/** The messages of a queue as {@code SELECT … FROM queue} shows them, the retained ones too. */
final class QueueView {
    private static final SqlType NAME = SqlType.nvarchar(256);

    private QueueView() {}

    static SystemView of(Broker broker, Queue queue) {
        return new NamedView(queue.name(), () -> build(broker, queue));
    }

    private static View<?> build(Broker broker, Queue queue) {
        return View.<QueueRow>of(scope -> broker.views()
                        .queueContents(
                                scope.transaction(), queue, scope.demand().limit()))
                .column("status", SqlType.TINYINT, row -> row.message().status())
                .column("priority", SqlType.TINYINT, row -> row.message().priority())
                .column("queuing_order", SqlType.BIGINT, row -> row.message().queuingOrder())
                .column(
                        "conversation_group_id",
                        SqlType.UNIQUEIDENTIFIER,
                        row -> row.message().conversationGroupId())
                .column(
                        "conversation_handle",
                        SqlType.UNIQUEIDENTIFIER,
                        row -> row.message().conversationHandle())
                .column(
                        "message_sequence_number",
                        SqlType.BIGINT,
                        row -> row.message().messageSequenceNumber())
                .nullable(
                        "service_name",
                        SqlType.nvarchar(512),
                        row -> row.message().serviceName())
                .column("service_id", SqlType.INT, row -> row.message().serviceId())
                .nullable("service_contract_name", NAME, row -> row.message().serviceContractName())
                .column("service_contract_id", SqlType.INT, row -> row.message().serviceContractId())
                .nullable("message_type_name", NAME, row -> row.message().messageTypeName())
                .column("message_type_id", SqlType.INT, row -> row.message().messageTypeId())
                .column("validation", SqlType.nchar(2), row -> row.message().validation())
                .nullable(
                        "message_body", SqlType.VARBINARY_MAX, row -> row.body().get())
                .nullable(
                        "message_enqueue_time",
                        SqlType.DATETIME,
                        row -> row.message().messageEnqueueTime());
    }
}
