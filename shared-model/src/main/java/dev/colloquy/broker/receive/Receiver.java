package dev.colloquy.broker.receive;

/** One worker's way to a queue. One thread receives; any thread may cancel. */
public interface Receiver extends AutoCloseable {
    /**
     * Waits for messages, receives a batch, handles it and commits.
     *
     * @return how many messages were received; 0 if the wait ended without any, or was cancelled
     * @throws Exception if the batch was rolled back; its messages will be received again
     */
    int receiveBatch() throws Exception;

    /**
     * From how many messages on a batch is full, so that there is probably more in the queue and the loop may ask for
     * another worker. Without an answer no batch is.
     */
    default int fullBatch() {
        return Integer.MAX_VALUE;
    }

    /** Ends a blocked {@code WAITFOR (RECEIVE …)} by an attention; a batch in hand goes on. Never blocks; is repeated. */
    void cancelWait();

    /** Cancels whatever statement runs; a batch in hand is rolled back. Never blocks; is repeated. */
    void cancel();

    /** Gives back what the receiver holds; called by the thread that receives. */
    @Override
    void close();
}
