package dev.colloquy.peer.broker;

import dev.colloquy.peer.conversation.GroupCommit;
import dev.colloquy.peer.conversation.Message;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;

/** Sends durable messages to one queue; what many threads send meanwhile is one transaction. */
final class ArtemisPublisher implements Publisher {
    private final ClientSession session;
    private final ClientProducer producer;
    private final GroupCommit<Message, Void> transactions;

    ArtemisPublisher(ClientSession session, String queue, int batch) throws ActiveMQException {
        this.session = session;
        this.producer = session.createProducer(queue);
        this.transactions = new GroupCommit<>("send-" + queue, batch, this::commit);
    }

    @Override
    public CompletionStage<Void> publish(List<Message> messages) {
        return transactions.add(messages);
    }

    private Void commit(List<Message> messages) throws ActiveMQException {
        try {
            for (Message message : messages) {
                producer.send(ArtemisBroker.encode(session, message));
            }
            session.commit();
            return null;
        } catch (ActiveMQException e) {
            session.rollback();
            throw e;
        }
    }

    @Override
    public void close() {
        transactions.close();
        Closing.quietly(session);
    }
}
