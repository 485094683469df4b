package dev.colloquy.peer.broker;

import dev.colloquy.peer.conversation.Message;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Sends to one queue. Safe for many threads. */
interface Publisher extends AutoCloseable {
    /**
     * Sends messages.
     *
     * @return completes when the broker has confirmed all of them, and fails if it may not have all; then they can be sent
     *     again
     */
    CompletionStage<Void> publish(List<Message> messages);

    @Override
    void close();
}
