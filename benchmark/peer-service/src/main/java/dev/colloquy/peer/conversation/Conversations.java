package dev.colloquy.peer.conversation;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The initiator's side. */
public interface Conversations extends AutoCloseable {
    /**
     * Begins a conversation. Never waits.
     *
     * @return completes when whatever happens to any process now, the request will be answered; fails if it may not be
     */
    CompletionStage<Conversation> begin(Message request);

    /**
     * What is known of a conversation.
     *
     * @return absent if nothing is kept of it
     */
    Optional<Conversation> find(UUID handle);

    /** Ends its threads and returns when they have ended. */
    @Override
    void close();
}
