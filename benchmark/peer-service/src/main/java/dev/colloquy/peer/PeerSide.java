package dev.colloquy.peer;

import dev.colloquy.peer.broker.ArtemisBroker;
import dev.colloquy.peer.broker.Broker;
import dev.colloquy.peer.broker.BrokerTarget;
import dev.colloquy.peer.broker.KeptConversations;
import dev.colloquy.peer.broker.PassingConversations;
import dev.colloquy.peer.broker.RabbitBroker;
import dev.colloquy.peer.conversation.BatchHandler;
import dev.colloquy.peer.conversation.Conversations;
import dev.colloquy.peer.conversation.ReplyWaiters;
import dev.colloquy.peer.conversation.RequestHandler;
import dev.colloquy.peer.database.RequestLedger;
import dev.colloquy.peer.database.Schema;
import dev.colloquy.peer.database.TableConversations;
import dev.colloquy.peer.database.TableTarget;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Puts together what the configuration asks for, at start, and takes it apart in the opposite order. */
@Singleton
public class PeerSide {
    private static final Logger LOG = Logger.getLogger(PeerSide.class);

    private final PeerConfig config;
    private final AgroalDataSource database;
    private final ReplyWaiters waiters = new ReplyWaiters();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private Optional<Conversations> conversations = Optional.empty();

    PeerSide(PeerConfig config, AgroalDataSource database) {
        this.config = config;
        this.database = database;
    }

    void start(@Observes StartupEvent event) throws Exception {
        if (config.role() == PeerConfig.Role.INITIATOR) {
            conversations = Optional.of(open(initiator()));
        } else {
            open(target());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        while (!opened.isEmpty()) {
            AutoCloseable last = opened.pop();
            try {
                last.close();
            } catch (Exception e) {
                LOG.warnf(e, "%s did not close", last);
            }
        }
    }

    /** The initiator's conversations; absent at the target. */
    public Optional<Conversations> conversations() {
        return conversations;
    }

    /** Who waits for replies in this process. */
    public ReplyWaiters waiters() {
        return waiters;
    }

    private Conversations initiator() throws Exception {
        if (config.transport() == PeerConfig.Transport.POSTGRESQL) {
            Schema.QUEUES.create(database);
            return new TableConversations(database, config.batch(), waiters);
        }
        if (config.ledger() == PeerConfig.Ledger.NONE) {
            return new PassingConversations(broker(), waiters);
        }
        Schema.INITIATOR.create(database);
        return new KeptConversations(database, broker(), config.batch(), waiters);
    }

    private AutoCloseable target() throws Exception {
        RequestHandler handler = new RequestHandler();
        if (config.transport() == PeerConfig.Transport.POSTGRESQL) {
            Schema.QUEUES.create(database);
            return new TableTarget(database, config.batch(), config.workers(), handler);
        }
        if (config.ledger() == PeerConfig.Ledger.NONE) {
            BatchHandler answer = batch -> batch.stream().map(handler::handle).toList();
            return new BrokerTarget(broker(), config.workers(), answer);
        }
        Schema.TARGET.create(database);
        return new BrokerTarget(broker(), config.workers(), new RequestLedger(database, handler));
    }

    private Broker broker() throws Exception {
        String uri = config.broker().orElseThrow(() -> new IllegalStateException("peer.broker is not set"));
        return config.transport() == PeerConfig.Transport.RABBITMQ
                ? open(new RabbitBroker(uri, config.queueType().name().toLowerCase(Locale.ROOT), config.batch()))
                : open(new ArtemisBroker(uri, config.batch()));
    }

    private <T extends AutoCloseable> T open(T resource) {
        opened.push(resource);
        return resource;
    }
}
