package dev.colloquy.peer.broker;

import dev.colloquy.peer.conversation.BatchHandler;
import java.util.ArrayList;
import java.util.List;

/** The target's side over a broker. */
public final class BrokerTarget implements AutoCloseable {
    private final List<AutoCloseable> workers = new ArrayList<>();

    /**
     * Starts to receive, with so many threads.
     *
     * @throws Exception what the broker's client throws
     */
    public BrokerTarget(Broker broker, int workers, BatchHandler handler) throws Exception {
        for (int number = 0; number < workers; number++) {
            this.workers.add(broker.receive(Broker.REQUESTS, number, handler));
        }
    }

    @Override
    public void close() {
        workers.forEach(Closing::quietly);
    }
}
