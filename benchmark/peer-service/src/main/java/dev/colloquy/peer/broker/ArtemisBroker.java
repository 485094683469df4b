package dev.colloquy.peer.broker;

import dev.colloquy.peer.conversation.BatchHandler;
import dev.colloquy.peer.conversation.Message;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/**
 * ActiveMQ Artemis by its core client: a transacted session for each publisher and each receiving thread, so that a batch
 * is one transaction, flushed once. Sessions come back by themselves after a failure.
 */
public final class ArtemisBroker implements Broker {
    private static final int FOR_EVER = -1;
    private static final int RETRY_MILLIS = 200;

    private final ServerLocator locator;
    private final ClientSessionFactory sending;
    private final ClientSessionFactory receiving;
    private final int batch;

    /**
     * Connects.
     *
     * @param uri such as {@code tcp://127.0.0.1:61616}
     * @param batch the most messages of one transaction
     * @throws Exception what the client throws
     */
    public ArtemisBroker(String uri, int batch) throws Exception {
        this.batch = batch;
        this.locator = ActiveMQClient.createServerLocator(uri)
                .setReconnectAttempts(FOR_EVER)
                .setRetryInterval(RETRY_MILLIS)
                // The commit says whether a message is durable; to wait for each of a transaction would be one round
                // trip more.
                .setBlockOnDurableSend(false)
                .setBlockOnAcknowledge(false);
        this.sending = locator.createSessionFactory();
        this.receiving = locator.createSessionFactory();
    }

    @Override
    public Publisher publisher(String queue) throws ActiveMQException {
        return new ArtemisPublisher(transacted(sending), queue, batch);
    }

    @Override
    public AutoCloseable receive(String queue, int number, BatchHandler handler) throws ActiveMQException {
        return new ArtemisReceiver(transacted(receiving), queue, queue + "-" + number, batch, handler);
    }

    private static ClientSession transacted(ClientSessionFactory factory) throws ActiveMQException {
        return factory.createSession(false, false);
    }

    /** The handle as two longs, and the text. */
    static ClientMessage encode(ClientSession session, Message message) {
        ClientMessage encoded = session.createMessage(true);
        encoded.getBodyBuffer().writeLong(message.handle().getMostSignificantBits());
        encoded.getBodyBuffer().writeLong(message.handle().getLeastSignificantBits());
        encoded.getBodyBuffer().writeString(message.text());
        return encoded;
    }

    static Message decode(ClientMessage encoded) {
        UUID handle = new UUID(
                encoded.getBodyBuffer().readLong(), encoded.getBodyBuffer().readLong());
        return new Message(handle, encoded.getBodyBuffer().readString());
    }

    @Override
    public void close() {
        receiving.close();
        sending.close();
        locator.close();
    }
}
