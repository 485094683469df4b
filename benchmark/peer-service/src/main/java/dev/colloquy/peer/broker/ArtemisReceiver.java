package dev.colloquy.peer.broker;

import dev.colloquy.peer.conversation.BatchHandler;
import dev.colloquy.peer.conversation.Message;
import dev.colloquy.peer.conversation.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/**
 * One consumer with its thread: what has come meanwhile is handled together; the replies and the acknowledgement are one
 * transaction. Messages are handed over by the client as they come, since to ask it whether there is one more is a round
 * trip to the broker.
 */
final class ArtemisReceiver implements AutoCloseable {
    private final ClientSession session;
    private final ClientProducer replies;
    private final int batch;
    private final BatchHandler handler;
    private final BlockingQueue<ClientMessage> delivered = new LinkedBlockingQueue<>();
    private final Worker worker;

    ArtemisReceiver(ClientSession session, String queue, String thread, int batch, BatchHandler handler)
            throws ActiveMQException {
        this.session = session;
        this.batch = batch;
        this.handler = handler;
        this.replies = session.createProducer(Broker.REPLIES);
        ClientConsumer consumer = session.createConsumer(queue);
        consumer.setMessageHandler(delivered::add);
        this.worker = Worker.start(thread, this::handleNext);
        session.start();
    }

    private void handleNext() throws Exception {
        List<ClientMessage> messages = new ArrayList<>(List.of(delivered.take()));
        delivered.drainTo(messages, batch - 1);
        try {
            List<Message> received =
                    messages.stream().map(ArtemisBroker::decode).toList();
            for (Message answer : handler.handle(received)) {
                replies.send(ArtemisBroker.encode(session, answer));
            }
            for (ClientMessage message : messages) {
                message.acknowledge();
            }
            session.commit();
        } catch (Exception e) {
            // Everything that is not committed comes again, what waits here included.
            delivered.clear();
            session.rollback();
            throw e;
        }
    }

    @Override
    public void close() {
        worker.close();
        Closing.quietly(session);
    }
}
