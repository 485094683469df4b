package dev.colloquy.peer.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.colloquy.peer.conversation.BatchHandler;
import dev.colloquy.peer.conversation.Message;
import dev.colloquy.peer.conversation.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;

/**
 * One consumer with its thread. It handles together what has come meanwhile, sends the replies, and goes on with the next
 * batch while the broker confirms them; a batch is acknowledged, in one go, when it and all before it are confirmed.
 */
final class RabbitReceiver extends DefaultConsumer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RabbitReceiver.class);

    private final int batch;
    private final Publisher replies;
    private final BatchHandler handler;
    private final BlockingQueue<Delivery> delivered = new LinkedBlockingQueue<>();
    private final Worker worker;
    private CompletionStage<Void> acknowledged = CompletableFuture.completedFuture(null);

    private record Delivery(long tag, Message message) {}

    RabbitReceiver(Channel channel, String queue, String thread, int batch, Publisher replies, BatchHandler handler)
            throws IOException {
        super(channel);
        this.batch = batch;
        this.replies = replies;
        this.handler = handler;
        this.worker = Worker.start(thread, this::handleNext);
        // One batch in hand, one to come, and those that are not confirmed yet.
        channel.basicQos(4 * batch);
        channel.basicConsume(queue, false, this);
    }

    @Override
    public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        delivered.add(new Delivery(envelope.getDeliveryTag(), RabbitBroker.message(properties, body)));
    }

    private void handleNext() throws Exception {
        List<Delivery> deliveries = new ArrayList<>(List.of(delivered.take()));
        delivered.drainTo(deliveries, batch - 1);
        long last = deliveries.get(deliveries.size() - 1).tag();
        try {
            List<Message> answers =
                    handler.handle(deliveries.stream().map(Delivery::message).toList());
            CompletionStage<Void> confirmed =
                    answers.isEmpty() ? CompletableFuture.completedFuture(null) : replies.publish(answers);
            settle(last, confirmed);
        } catch (Exception e) {
            settle(last, CompletableFuture.failedFuture(e));
            throw e;
        }
    }

    /** In the order of the tags: an acknowledgement of several takes in all that came before. */
    private void settle(long tag, CompletionStage<Void> confirmed) {
        acknowledged = acknowledged
                .thenCombine(confirmed.handle((done, failure) -> failure == null), (before, isConfirmed) -> isConfirmed)
                .thenAccept(isConfirmed -> settle(tag, isConfirmed));
    }

    private void settle(long tag, boolean isConfirmed) {
        try {
            if (isConfirmed) {
                getChannel().basicAck(tag, true);
            } else {
                getChannel().basicNack(tag, true, true);
            }
        } catch (IOException | AlreadyClosedException e) {
            LOG.warnf(e, "not settled; the messages come again");
        }
    }

    @Override
    public void close() {
        worker.close();
        replies.close();
        Closing.quietly(getChannel());
    }
}
