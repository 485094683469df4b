package dev.colloquy.target.receive;

import dev.colloquy.broker.receive.Receiver;
import dev.colloquy.target.handler.SelectedHandler;
import dev.colloquy.target.receive.RequestReceiver.Limits;
import dev.colloquy.target.receive.RequestReceiver.Shared;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;

/** Makes receivers, which share what they have to know of each other's failures. */
@Singleton
class RequestReceivers {
    private final DataSource dataSource;
    private final TransactionManager transactions;
    private final Duration transactionLimit;
    private final Limits limits;
    private final Shared shared;
    private final Answering answering;

    @Inject
    RequestReceivers(
            ReceiveConfig config,
            DataSource dataSource,
            TransactionManager transactions,
            SelectedHandler handler,
            RequestJournal journal) {
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.transactionLimit = config.waitFor().plus(config.handlerTimeLimit());
        this.limits = new Limits(config.batch(), config.waitFor(), config.maxAttempts());
        this.shared = new Shared(new RoundsOfOne(), new Attempts(), journal, Clock.systemUTC());
        this.answering = new Answering(
                handler.handler(),
                journal.handlerTime(handler.name()),
                shared.attempts(),
                config.maxAttempts(),
                shared.clock());
    }

    /** A receiver for one worker. */
    Receiver create() {
        return new RequestReceiver(
                new RequestGateway(dataSource),
                new BatchTransaction(transactions, transactionLimit),
                answering,
                shared,
                limits);
    }
}
