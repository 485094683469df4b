package dev.colloquy.initiator.conversation;

import dev.colloquy.broker.receive.LoopSettings;
import dev.colloquy.broker.receive.LoopState;
import dev.colloquy.broker.receive.QueueReader;
import dev.colloquy.broker.receive.ReceiveLoop;
import dev.colloquy.broker.setup.DatabaseReady;
import dev.colloquy.contract.Side;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Collects replies from the time the database is ready until the service stops. */
@ApplicationScoped
public class CollectorLoop implements QueueReader {
    private final CollectorConfig config;
    private final ConversationGateway gateway;
    private final ReplyWaiters waiters;
    private final ConversationMeters meters;
    private final ReceiveLoop loop;

    @Inject
    CollectorLoop(
            CollectorConfig config, ConversationGateway gateway, ReplyWaiters waiters, ConversationMeters meters) {
        this.config = config;
        this.gateway = gateway;
        this.waiters = waiters;
        this.meters = meters;
        LoopSettings settings =
                new LoopSettings(config.workers(), config.stopGrace(), config.firstBackoff(), config.longestBackoff());
        this.loop = new ReceiveLoop(Side.INITIATOR.queue(), settings, this::collector);
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

    /** A worker's way to the queue. */
    ReplyCollector collector() {
        return new ReplyCollector(gateway, config, this::filed);
    }

    private void filed(List<Outcome> outcomes) {
        for (Outcome outcome : outcomes) {
            waiters.wake(outcome.handle(), Optional.of(outcome));
            meters.filed(outcome);
        }
    }
}
