package dev.colloquy.peer.broker;

import dev.colloquy.peer.conversation.BatchHandler;

/** A broker with two durable queues. */
public interface Broker extends AutoCloseable {
    /** Where the initiator sends. */
    String REQUESTS = "requests";

    /** Where the target sends. */
    String REPLIES = "replies";

    /**
     * A way to send.
     *
     * @throws Exception what the broker's client throws
     */
    Publisher publisher(String queue) throws Exception;

    /**
     * Starts a thread that receives. What the handler returns is sent to {@link #REPLIES}, durably, before the messages
     * are acknowledged.
     *
     * @param number of the thread, for its name
     * @return ends the thread
     * @throws Exception what the broker's client throws
     */
    AutoCloseable receive(String queue, int number, BatchHandler handler) throws Exception;

    @Override
    void close();
}
