package dev.colloquy.instance.engine;

import dev.colloquy.instance.catalog.views.SessionRow;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.types.Cancellation;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client's session: what outlives a batch. The request methods set the stage for the {@link Interpreter}, which does
 * the work.
 */
final class EngineSession implements Session {
    private static final System.Logger LOG = System.getLogger(EngineSession.class.getName());
    private static final int CLOSE_SECONDS = 30;
    private static final SqlValue NO_CONTEXT_INFO = SqlValue.nullOf(SqlType.varbinary(128));
    private static final Program NOTHING = new Program(List.of(), List.of());

    private final Instance instance;
    private final int spid;
    private final LoginRequest request;
    private final Database loginDatabase;
    private final Cancellation cancellation = new Cancellation();
    private final SessionTransaction transaction;
    private final PreparedStatements preparedStatements = new PreparedStatements();
    private final TemporaryTables temporaryTables = new TemporaryTables();
    private final Interpreter interpreter;
    private volatile Login login;
    private SessionSettings settings = new SessionSettings();
    private volatile Database database;
    private Principal impersonated;
    private Response response;
    private Raised caught;
    private ResultSink openResult;
    private SqlValue contextInfo = NO_CONTEXT_INFO;
    private LastStatement last = new LastStatement();
    private final ReentrantLock busy = new ReentrantLock();
    private final Instant loginTime;
    private volatile Instant lastRequest;
    private volatile boolean closing;
    private boolean closed;

    EngineSession(Instance instance, int spid, LoginRequest request, Login login, Database database) {
        this.instance = instance;
        this.spid = spid;
        this.request = request;
        this.login = login;
        this.loginDatabase = database;
        this.database = database;
        this.transaction = new SessionTransaction(instance.storage());
        this.interpreter = new Interpreter(this);
        this.loginTime = instance.clock().instant();
        this.lastRequest = loginTime;
    }

    // Requests

    @Override
    public void batch(String text, Response to) {
        run(to, () -> interpreter.batch(text));
    }

    @Override
    public void call(ProcedureCall call, Response to) {
        run(to, () -> new RemoteCall(interpreter, call).run(new Scope(this, NOTHING, null, null)));
    }

    @Override
    public void begin(Optional<String> isolationLevel, Response to) {
        run(to, () -> {
            isolationLevel.ifPresent(interpreter.settings()::isolation);
            attempt(() -> transaction.begin("", to));
        });
    }

    @Override
    public void commit(Response to) {
        run(to, () -> attempt(() -> transaction.commit(false, to)));
    }

    @Override
    public void rollback(Optional<String> savepoint, Response to) {
        run(
                to,
                () -> attempt(() -> {
                    if (savepoint.isPresent()) {
                        transaction.rollback(savepoint.get(), to);
                    } else {
                        transaction.rollback(to);
                    }
                }));
    }

    @Override
    public void save(String savepoint, Response to) {
        run(to, () -> attempt(() -> transaction.save(savepoint)));
    }

    /** A transaction manager request: one step, told as one completed statement. */
    private void attempt(Runnable step) {
        try {
            step.run();
            response.done(Command.OTHER, false, 0, false);
        } catch (SqlError e) {
            response.error(e.at(1, ""));
            response.done(Command.OTHER, false, 0, true);
        }
    }

    private void run(Response to, Runnable work) {
        busy.lock();
        try {
            open(to);
            login = instance.security().logins().withId(login.id()).orElse(login);
            Request.run(this, work);
        } catch (CancellationException e) {
            throw closing ? OpenSessions.ended().causedBy(e) : e;
        } finally {
            busy.unlock();
        }
    }

    @Override
    public void reset(boolean keepTransaction, Response to) {
        busy.lock();
        try {
            open(to);
            reset(keepTransaction);
            to.connectionReset();
        } finally {
            busy.unlock();
        }
    }

    /** A request begins, unless the instance is closing. */
    private void open(Response to) {
        cancellation.reset();
        if (closing || closed) {
            throw OpenSessions.ended();
        }
        response = to;
        openResult = null;
        lastRequest = instance.clock().instant();
    }

    /** The effect of sp_reset_connection. */
    void reset(boolean keepTransaction) {
        if (!keepTransaction) {
            transaction.rollbackAll(response);
        }
        Scope scope = new Scope(this, NOTHING, null, null);
        temporaryTables.drop(scope);
        instance.relational().reset(scope);
        transaction.statementSucceeded();
        preparedStatements.clear();
        instance.applicationLocks().releaseAll(this);
        settings = new SessionSettings();
        contextInfo = NO_CONTEXT_INFO;
        last = new LastStatement();
        if (database.id() != loginDatabase.id()) {
            String former = database.name();
            use(instance.storage().databases().withId(loginDatabase.id()).orElse(loginDatabase));
            response.databaseChanged(loginDatabase.name(), former);
        }
    }

    /** Cancels what runs and lets nothing new begin; another thread will close the session. */
    void beginClosing() {
        closing = true;
        cancellation.cancel();
    }

    @Override
    public void close() {
        if (!takeOver()) {
            return;
        }
        try {
            if (!closed) {
                closed = true;
                free();
            }
        } finally {
            busy.unlock();
        }
    }

    /** Waits for the request that runs, which has been cancelled; one that does not end keeps its session. */
    private boolean takeOver() {
        try {
            if (busy.tryLock(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                return true;
            }
            LOG.log(System.Logger.Level.WARNING, "session {0} is still busy and stays open", spid);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void free() {
        try {
            transaction.rollback();
            temporaryTables.drop(new Scope(this, NOTHING, null, null));
            transaction.close();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "session " + spid + " did not close cleanly", e);
        } finally {
            instance.applicationLocks().releaseAll(this);
            instance.ended(this);
        }
    }

    // What the session is

    @Override
    public int spid() {
        return spid;
    }

    @Override
    public String database() {
        return database.name();
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    int databaseId() {
        return database.id();
    }

    /** The session as sys.dm_exec_sessions shows it. */
    SessionRow row() {
        return new SessionRow(
                spid,
                LocalDateTime.ofInstant(loginTime, ZoneOffset.UTC),
                LocalDateTime.ofInstant(lastRequest, ZoneOffset.UTC),
                request.hostName(),
                request.applicationName(),
                0,
                login.name(),
                database.id(),
                busy.isLocked(),
                transaction.count());
    }

    Instance instance() {
        return instance;
    }

    LoginRequest request() {
        return request;
    }

    Login login() {
        return login;
    }

    SessionTransaction transaction() {
        return transaction;
    }

    PreparedStatements preparedStatements() {
        return preparedStatements;
    }

    TemporaryTables temporaryTables() {
        return temporaryTables;
    }

    Response response() {
        return response;
    }

    /** Sends what follows elsewhere; tells where it went before. */
    Response redirect(Response to) {
        Response former = response;
        response = to;
        return former;
    }

    SessionSettings settings() {
        return settings;
    }

    /** The settings, to be changed; those that a caller has put aside stay as they are. */
    SessionSettings changeSettings() {
        settings = settings.copy();
        return settings;
    }

    void restoreSettings(SessionSettings former) {
        settings = former;
    }

    /** The current database with its options as they are now. */
    Database currentDatabase() {
        Database known = database;
        return instance.storage().databases().withId(known.id()).orElse(known);
    }

    /**
     * Makes a database the current one.
     *
     * @throws SqlError 924 if it has a user already and can only have one
     */
    void use(Database now) {
        instance.sessions().enter(now, this);
    }

    /** As {@link #use}, once there is room in it. */
    void enter(Database now) {
        database = now;
    }

    /** The user as whom statements run in the current database; the guest of a database that lets the login in no more. */
    Principal user() {
        if (impersonated != null && impersonated.databaseId() == database.id()) {
            return impersonated;
        }
        return instance.security()
                .principals()
                .userOf(database.id(), login)
                .orElseThrow(() -> Authorization.noAccess(login.name(), database.name()));
    }

    Principal impersonated() {
        return impersonated;
    }

    void impersonate(Principal user) {
        impersonated = user;
    }

    // What the last statement left

    /** A statement has ended without error. */
    void succeeded(long rows) {
        transaction.statementSucceeded();
        last.succeeded(rows);
    }

    LastStatement last() {
        return last;
    }

    /** The error that the innermost open CATCH took, or null. */
    Raised caught() {
        return caught;
    }

    void caught(Raised raised) {
        caught = raised;
    }

    /** The result set that has begun and not ended, or null. */
    ResultSink openResult() {
        return openResult;
    }

    void openResult(ResultSink sink) {
        openResult = sink;
    }

    SqlValue contextInfo() {
        return contextInfo;
    }

    void contextInfo(SqlValue value) {
        contextInfo = value;
    }
}
