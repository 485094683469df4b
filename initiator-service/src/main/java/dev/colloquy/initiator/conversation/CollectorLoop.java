package dev.colloquy.initiator.conversation;

import dev.colloquy.broker.receive.LoopSettings;
import dev.colloquy.broker.receive.LoopState;
import dev.colloquy.broker.receive.QueueReader;
import dev.colloquy.broker.receive.ReceiveLoop;
import dev.colloquy.broker.setup.DatabaseReady;
import dev.colloquy.contract.Side;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.inject.Inject;
import java.time.Duration;

/** Collects replies from the time the database is ready until the service stops. */
@ApplicationScoped
public class CollectorLoop implements QueueReader {
    private final CollectorConfig config;
    private final ConversationGateway gateway;
    private final Filing filing;
    /** The connection gives up after a minute of silence. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final ReceiveLoop loop;

    @Inject
    CollectorLoop(CollectorConfig config, ConversationGateway gateway, Filing filing) {
        this.config = config;
        this.gateway = gateway;
        this.filing = filing;
        if (config.waitFor().toMillis() < 1 || config.waitFor().compareTo(LONGEST_WAIT) > 0) {
            throw new ConfigurationException(
                    "colloquy.collector.wait-for: " + config.waitFor() + " is not in PT0.001S to " + LONGEST_WAIT);
        }
        LoopSettings settings = new LoopSettings(
                config.workers(),
                config.maxWorkers(),
                config.stopGrace(),
                config.firstBackoff(),
                config.longestBackoff());
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
        return new ReplyCollector(gateway, config, filing::filed);
    }
}
