package dev.colloquy.target.receive;

import dev.colloquy.broker.receive.LoopSettings;
import dev.colloquy.broker.receive.Receiver;
import dev.colloquy.target.receive.RequestReceiver.Shared;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;
import java.time.Clock;
import java.util.Random;
import javax.sql.DataSource;

/** Makes receivers, which share what they have to know of each other's failures. Made at start, to check settings. */
@Singleton
@Startup
class RequestReceivers {
    private final ReceiveSettings settings;
    private final DataSource dataSource;
    private final TransactionManager transactions;
    private final HandlerCalls handler;
    private final FailedRequests failed = new FailedRequests();
    private final Shared shared;

    /**
     * Checks the settings.
     *
     * @throws ConfigurationException if one is out of its range
     */
    @Inject
    RequestReceivers(
            ReceiveConfig config,
            DataSource dataSource,
            TransactionManager transactions,
            HandlerCalls handler,
            RequestJournal journal) {
        this.settings = settings(config);
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.handler = handler;
        this.shared = new Shared(
                new Isolation(failed), new CarefulStart(settings.carefulStart()), journal, Clock.systemUTC());
    }

    private static ReceiveSettings settings(ReceiveConfig config) {
        try {
            return ReceiveSettings.of(config);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }

    /** For the loop that uses them. */
    LoopSettings loopSettings() {
        return settings.loop();
    }

    /** A receiver for one worker. */
    Receiver create() {
        BatchTransaction transaction = new BatchTransaction(transactions, settings.transactionLimit());
        HandlerCall call = handler.forWorker(transaction::isActive, shared.clock());
        return new RequestReceiver(
                new RequestGateway(dataSource),
                transaction,
                new Answering(call, failed, settings.retries(), new Random(), attempts(transaction)),
                shared,
                settings.limits());
    }

    private Attempts attempts(BatchTransaction transaction) {
        return shared.start().notes()
                ? new NotedAttempts(new AttemptGateway(dataSource), transaction, shared.start())
                : Attempts.UNNOTED;
    }
}
