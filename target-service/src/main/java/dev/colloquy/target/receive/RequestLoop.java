package dev.colloquy.target.receive;

import dev.colloquy.broker.receive.LoopState;
import dev.colloquy.broker.receive.QueueReader;
import dev.colloquy.broker.receive.ReceiveLoop;
import dev.colloquy.broker.setup.DatabaseReady;
import dev.colloquy.contract.Side;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;

/** Receives requests from the time the database is ready until the service stops. */
@ApplicationScoped
public class RequestLoop implements QueueReader {
    private final ReceiveLoop loop;

    @Inject
    RequestLoop(RequestReceivers receivers) {
        this.loop = new ReceiveLoop(Side.TARGET.queue(), receivers.loopSettings(), receivers::create);
    }

    void start(@Observes DatabaseReady event) {
        loop.start();
    }

    void stop(@Observes Shutdown event) {
        loop.close();
    }

    @Override
    public LoopState state() {
        return loop.state();
    }
}
