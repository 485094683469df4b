package dev.colloquy.instance.tds;

import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.LoginRefused;
import dev.colloquy.instance.engine.LoginRequest;
import dev.colloquy.instance.engine.ProcedureCall;
import dev.colloquy.instance.engine.Response;
import dev.colloquy.instance.engine.ResultColumn;
import dev.colloquy.instance.engine.Session;
import dev.colloquy.instance.engine.Sessions;
import dev.colloquy.instance.types.Cancellation;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in for the engine: batches do what a test has put under their text, prepared statements answer with their
 * parameters as one row, or with a count of 3 if their text says {@code echo count}.
 */
final class FakeSessions implements Sessions {
    static final String PASSWORD = "pässwörd";
    static final int HANDLE = 101;

    /** What a batch does. */
    interface Script {
        void run(Response response, Cancellation cancellation) throws InterruptedException;
    }

    final Map<String, Script> scripts = new ConcurrentHashMap<>();
    final Queue<String> log = new ConcurrentLinkedQueue<>();
    final AtomicInteger open = new AtomicInteger();
    volatile LoginRequest lastLogin;
    private final AtomicInteger nextSpid = new AtomicInteger(51);

    FakeSessions() {
        scripts.put("select 1", (response, cancellation) -> rows(response, SqlType.INT, 1));
        scripts.put("wait", (response, cancellation) -> awaitCancel(cancellation));
    }

    static void rows(Response response, SqlType type, Object... values) {
        response.columns(List.of(ResultColumn.of("a", type)));
        for (Object value : values) {
            response.row(new Object[] {value});
        }
        response.done(Command.SELECT, true, values.length, false);
    }

    static void awaitCancel(Cancellation cancellation) throws InterruptedException {
        CountDownLatch cancelled = new CountDownLatch(1);
        Cancellation.Wait wait = cancellation.onCancel(cancelled::countDown);
        try {
            cancelled.await();
        } finally {
            wait.close();
        }
        cancellation.check();
    }

    @Override
    public Session logIn(LoginRequest request) throws LoginRefused {
        lastLogin = request;
        if (!request.password().equals(PASSWORD)) {
            throw new LoginRefused(
                    List.of(new SqlError(18456, 14, 1, "Login failed for user '" + request.user() + "'.")));
        }
        open.incrementAndGet();
        return new FakeSession(nextSpid.getAndIncrement());
    }

    @Override
    public String serverName() {
        return "PROBE";
    }

    private final class FakeSession implements Session {
        private final int spid;
        private final Cancellation cancellation = new Cancellation();
        private String prepared = "";

        FakeSession(int spid) {
            this.spid = spid;
        }

        @Override
        public int spid() {
            return spid;
        }

        @Override
        public String database() {
            return "master";
        }

        @Override
        public Cancellation cancellation() {
            return cancellation;
        }

        @Override
        public void batch(String text, Response response) {
            cancellation.reset();
            log.add(text);
            Script script = scripts.get(text);
            if (script == null) {
                response.error(new SqlError(102, 15, 1, "Incorrect syntax near '" + text + "'."));
                response.done(Command.OTHER, false, 0, true);
                return;
            }
            try {
                script.run(response, cancellation);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void call(ProcedureCall call, Response response) {
            cancellation.reset();
            log.add(call.name());
            boolean handle = call.name().equals("sp_prepexec");
            int first = call.arguments().size();
            if (call.name().equals("sp_execute")) {
                first = 1;
            } else {
                int text = handle ? 2 : 0;
                prepared = String.valueOf(call.arguments().get(text).value());
                first = Math.min(first, handle ? 3 : 2);
            }
            if (prepared.contains("echo count")) {
                response.done(Command.INSERT, true, 3, false);
            } else {
                echo(call.arguments().subList(first, call.arguments().size()), response);
            }
            response.returnStatus(0);
            if (handle) {
                response.returnValue(0, "", SqlType.INT, HANDLE);
            }
            for (int i = handle ? 1 : 0; i < call.arguments().size(); i++) {
                ProcedureCall.Argument argument = call.arguments().get(i);
                if (argument.output()) {
                    response.returnValue(i, argument.name(), SqlType.nvarchar(50), "out " + i);
                }
            }
        }

        private void echo(List<ProcedureCall.Argument> arguments, Response response) {
            List<ResultColumn> columns = new ArrayList<>();
            Object[] row = new Object[arguments.size()];
            for (int i = 0; i < row.length; i++) {
                columns.add(ResultColumn.of("c" + i, arguments.get(i).type()));
                row[i] = arguments.get(i).value();
            }
            response.columns(columns);
            response.row(row);
            response.done(Command.SELECT, true, 1, false);
        }

        @Override
        public void begin(Optional<String> isolationLevel, Response response) {
            response.transactionBegan(1);
        }

        @Override
        public void commit(Response response) {
            response.transactionCommitted(1);
        }

        @Override
        public void rollback(Optional<String> savepoint, Response response) {
            response.transactionRolledBack(1);
        }

        @Override
        public void save(String savepoint, Response response) {
            log.add("save " + savepoint);
        }

        @Override
        public void reset(boolean keepTransaction, Response response) {
            log.add("reset " + keepTransaction);
            response.connectionReset();
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }
}
