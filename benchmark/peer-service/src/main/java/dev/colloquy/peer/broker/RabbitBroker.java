package dev.colloquy.peer.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import dev.colloquy.peer.conversation.BatchHandler;
import dev.colloquy.peer.conversation.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/**
 * RabbitMQ by its own client: one connection to send and one to receive, as its documentation advises, a channel for each
 * publisher and each receiving thread. Connections and consumers come back by themselves after a failure.
 */
public final class RabbitBroker implements Broker {
    private final Connection sending;
    private final Connection receiving;
    private final int batch;

    /**
     * Connects, and declares both queues.
     *
     * @param uri such as {@code amqp://guest:guest@127.0.0.1:5672}
     * @param queueType of queues that are not there yet: {@code classic} or {@code quorum}
     * @param batch the most messages that are handled together
     * @throws Exception what the client throws
     */
    public RabbitBroker(String uri, String queueType, int batch) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(uri);
        this.batch = batch;
        this.sending = factory.newConnection("sending");
        this.receiving = factory.newConnection("receiving");
        try (Channel channel = sending.createChannel()) {
            for (String queue : new String[] {REQUESTS, REPLIES}) {
                channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", queueType));
            }
        }
    }

    @Override
    public Publisher publisher(String queue) throws IOException {
        return new RabbitPublisher(sending.createChannel(), queue);
    }

    @Override
    public AutoCloseable receive(String queue, int number, BatchHandler handler) throws IOException {
        String thread = queue + "-" + number;
        return new RabbitReceiver(receiving.createChannel(), queue, thread, batch, publisher(REPLIES), handler);
    }

    /** The handle is the correlation id; the text is the body, in UTF-8. */
    static AMQP.BasicProperties properties(Message message) {
        return MessageProperties.MINIMAL_PERSISTENT_BASIC
                .builder()
                .correlationId(message.handle().toString())
                .build();
    }

    static byte[] body(Message message) {
        return message.text().getBytes(StandardCharsets.UTF_8);
    }

    static Message message(AMQP.BasicProperties properties, byte[] body) {
        return new Message(UUID.fromString(properties.getCorrelationId()), new String(body, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        Closing.quietly(receiving);
        Closing.quietly(sending);
    }
}
