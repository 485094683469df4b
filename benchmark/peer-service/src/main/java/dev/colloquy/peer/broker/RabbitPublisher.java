package dev.colloquy.peer.broker;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import dev.colloquy.peer.conversation.Message;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Sends persistent messages to one queue through a channel with publisher confirms, which are not waited for. */
final class RabbitPublisher implements Publisher, ConfirmListener {
    private static final String DEFAULT_EXCHANGE = "";

    private final Channel channel;
    private final String queue;
    private final Confirms confirms = new Confirms();

    RabbitPublisher(Channel channel, String queue) throws IOException {
        this.channel = channel;
        this.queue = queue;
        channel.confirmSelect();
        channel.addConfirmListener(this);
        channel.addShutdownListener(confirms::lost);
    }

    /** A channel numbers what is sent through it, so its numbers are only known to who has it alone. */
    @Override
    public synchronized CompletionStage<Void> publish(List<Message> messages) {
        CompletionStage<Void> confirmed = confirms.expect(channel.getNextPublishSeqNo(), messages.size());
        try {
            for (Message message : messages) {
                channel.basicPublish(
                        DEFAULT_EXCHANGE, queue, RabbitBroker.properties(message), RabbitBroker.body(message));
            }
        } catch (IOException | RuntimeException e) {
            confirms.lost(e);
            return CompletableFuture.failedFuture(e);
        }
        return confirmed;
    }

    @Override
    public void handleAck(long number, boolean multiple) {
        confirms.confirmed(number, multiple);
    }

    @Override
    public void handleNack(long number, boolean multiple) {
        confirms.refused(number, multiple);
    }

    @Override
    public void close() {
        Closing.quietly(channel);
    }
}
