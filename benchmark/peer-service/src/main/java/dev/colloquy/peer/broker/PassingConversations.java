package dev.colloquy.peer.broker;

import dev.colloquy.peer.conversation.Conversation;
import dev.colloquy.peer.conversation.Conversations;
import dev.colloquy.peer.conversation.Message;
import dev.colloquy.peer.conversation.Reply;
import dev.colloquy.peer.conversation.ReplyWaiters;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * The initiator's side over a broker alone. The request is durable when the broker has confirmed it, or earlier if the
 * reply is there; a reply that nobody in this process waits for is dropped.
 */
public final class PassingConversations implements Conversations {
    private final Publisher requests;
    private final AutoCloseable collector;
    private final ReplyWaiters waiters;

    /**
     * Starts to collect.
     *
     * @throws Exception what the broker's client throws
     */
    public PassingConversations(Broker broker, ReplyWaiters waiters) throws Exception {
        this.waiters = waiters;
        this.requests = broker.publisher(Broker.REQUESTS);
        this.collector = broker.receive(Broker.REPLIES, 0, this::wake);
    }

    private List<Message> wake(List<Message> replies) {
        Instant now = Instant.now();
        replies.forEach(reply -> waiters.wake(reply.handle(), new Reply(reply.text(), now)));
        return List.of();
    }

    @Override
    public CompletionStage<Conversation> begin(Message request) {
        Conversation begun = new Conversation(request.handle(), request.text(), Instant.now(), Optional.empty());
        CompletionStage<Conversation> answered =
                waiters.expect(request.handle()).thenApply(reply -> begun);
        return requests.publish(List.of(request)).thenApply(confirmed -> begun).applyToEither(answered, any -> any);
    }

    @Override
    public Optional<Conversation> find(UUID handle) {
        return Optional.empty();
    }

    @Override
    public void close() {
        requests.close();
        Closing.quietly(collector);
    }
}
