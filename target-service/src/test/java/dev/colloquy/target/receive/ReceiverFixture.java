package dev.colloquy.target.receive;

import dev.colloquy.target.Initiator;
import dev.colloquy.target.SqlScript;
import dev.colloquy.target.TargetDatabase;
import dev.colloquy.target.handler.HandlerAnswer;
import dev.colloquy.target.handler.RequestHandler;
import dev.colloquy.target.receive.RequestReceiver.Limits;
import dev.colloquy.target.receive.RequestReceiver.Shared;
import dev.colloquy.trace.ConversationTracer;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Receivers against a real instance, by way of the pool and the transactions that the service uses. A request that fails
 * may be tried three times, a second apart.
 */
final class ReceiverFixture implements BeforeEachCallback, AfterEachCallback {
    static final Duration SHORT = Duration.ofMillis(200);
    static final Duration LONG = Duration.ofSeconds(20);
    static final int MAX_ATTEMPTS = 3;

    private final TargetDatabase database;
    private Connection connection;
    private AgroalDataSource pool;
    private Initiator initiator;
    private RecentRequests recent;
    private SimpleMeterRegistry registry;
    private RequestJournal journal;
    private FailedRequests failed;
    private Isolation isolation;
    private CarefulStart start;

    ReceiverFixture(TargetDatabase database) {
        this.database = database;
    }

    @Override
    public void beforeEach(ExtensionContext context) throws SQLException {
        connection = database.connect();
        initiator = new Initiator(connection);
        pool = TransactionalPool.on(database.port());
        recent = new RecentRequests();
        registry = new SimpleMeterRegistry();
        journal = new RequestJournal(recent, registry);
        restart();
    }

    /** Forgets what the process knows of failures, as a restart does. */
    void restart() {
        failed = new FailedRequests();
        isolation = new Isolation(failed);
        start = new CarefulStart(0);
    }

    /** The same, and takes care of the first requests. */
    void restartCarefully(int requests) {
        restart();
        start = new CarefulStart(requests);
    }

    CarefulStart start() {
        return start;
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        pool.close();
        SqlScript.execute(connection, """
                DELETE FROM dbo.handled;
                DELETE FROM dbo.deferred_request;
                DELETE FROM dbo.handling_attempt;
                DECLARE @handle uniqueidentifier;
                WHILE EXISTS (SELECT 1 FROM sys.conversation_endpoints WHERE state <> 'CD')
                BEGIN
                    SELECT TOP (1) @handle = conversation_handle FROM sys.conversation_endpoints WHERE state <> 'CD';
                    END CONVERSATION @handle WITH CLEANUP;
                END;""");
        connection.close();
    }

    Connection connection() {
        return connection;
    }

    AgroalDataSource pool() {
        return pool;
    }

    Initiator initiator() {
        return initiator;
    }

    SimpleMeterRegistry registry() {
        return registry;
    }

    /** Newest first. */
    List<AnsweredRequest> recent() {
        return recent.list();
    }

    double count(String counter) {
        return registry.counter("colloquy.requests." + counter).count();
    }

    RequestReceiver receiver(RequestHandler handler) {
        return receiver(pool, SHORT, PoisonPolicy.REJECT, handler);
    }

    RequestReceiver parking(RequestHandler handler) {
        return receiver(pool, SHORT, PoisonPolicy.PARK, handler);
    }

    RequestReceiver receiver(DataSource dataSource, Duration waitFor, PoisonPolicy policy, RequestHandler handler) {
        Clock clock = Clock.systemUTC();
        BatchTransaction transaction =
                new BatchTransaction(TransactionalPool.transactionManager(), Duration.ofSeconds(100));
        RetryPolicy retries = new RetryPolicy(MAX_ATTEMPTS, policy, Duration.ofSeconds(1), Duration.ofSeconds(1));
        HandlerCall call = new HandlerCall(
                handler, journal.handlerTime("test"), transaction::isActive, ConversationTracer.off(), clock);
        return new RequestReceiver(
                new RequestGateway(dataSource),
                transaction,
                new Answering(
                        call,
                        failed,
                        retries,
                        new Random(),
                        start.notes()
                                ? new NotedAttempts(new AttemptGateway(dataSource), transaction, start)
                                : Attempts.UNNOTED),
                new Shared(isolation, start, journal, clock),
                new Limits(16, waitFor));
    }

    /** Writes the request down in the transaction of the batch, before anything else happens. */
    RequestHandler noting(RequestHandler handler) {
        return request -> {
            try (Connection own = pool.getConnection();
                    PreparedStatement insert = own.prepareStatement("INSERT INTO dbo.handled (request) VALUES (?)")) {
                insert.setNString(1, request.message().text());
                insert.executeUpdate();
            }
            return handler.handle(request);
        };
    }

    static RequestHandler echo() {
        return request -> HandlerAnswer.reply(request.message().text());
    }

    /** Receives until nothing is left, as the loop does; returns how many messages each batch had. */
    static List<Integer> drain(RequestReceiver receiver) throws Exception {
        List<Integer> batches = new ArrayList<>();
        do {
            batches.add(receiver.receiveBatch());
        } while (batches.get(batches.size() - 1) > 0);
        return batches;
    }

    List<String> column(String query) throws SQLException {
        return TargetDatabase.column(connection, query);
    }

    /** What handlers have written, in alphabetical order. */
    List<String> handled() throws SQLException {
        return column("SELECT request FROM dbo.handled ORDER BY request");
    }

    List<String> openTargets() throws SQLException {
        return column("SELECT state FROM sys.conversation_endpoints WHERE is_initiator = 0 AND state <> 'CD'");
    }
}
