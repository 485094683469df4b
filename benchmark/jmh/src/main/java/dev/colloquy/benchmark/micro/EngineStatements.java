package dev.colloquy.benchmark.micro;

import dev.colloquy.instance.engine.LoginRefused;
import dev.colloquy.instance.security.WeakPassword;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Statements inside the engine, without driver, network and disk: a RECEIVE that is rolled back, so that the message
 * stays, and a statement whose text the engine has seen, or has not.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EngineStatements {
    private static final String[] SET_UP = {
        "CREATE DATABASE Benchmark",
        "USE Benchmark",
        "CREATE QUEUE FromQueue; CREATE QUEUE ToQueue WITH POISON_MESSAGE_HANDLING (STATUS = OFF);"
                + " CREATE SERVICE [//From] ON QUEUE FromQueue;"
                + " CREATE SERVICE [//To] ON QUEUE ToQueue ([DEFAULT])",
        "DECLARE @sent int = 0, @handle uniqueidentifier;"
                + " WHILE @sent < 1000 BEGIN"
                + " BEGIN DIALOG @handle FROM SERVICE [//From] TO SERVICE N'//To' WITH ENCRYPTION = OFF;"
                + " SEND ON CONVERSATION @handle (N'<RequestMsg>Message for Target service.</RequestMsg>');"
                + " SET @sent += 1; END"
    };

    private LocalEngine engine;
    private long turn;

    /** Puts a thousand messages on a queue, each on a dialog of its own. */
    @Setup
    public void open() throws IOException, WeakPassword, LoginRefused {
        engine = new LocalEngine();
        for (String batch : SET_UP) {
            engine.run(batch);
        }
    }

    @TearDown
    public void close() throws IOException {
        engine.close();
    }

    @Benchmark
    public int receiveAndRollBack() {
        int rows = engine.run("BEGIN TRANSACTION; RECEIVE TOP (1) conversation_handle, message_type_name, message_body"
                + " FROM ToQueue; ROLLBACK TRANSACTION");
        if (rows != 1) {
            throw new IllegalStateException("RECEIVE TOP (1) gave " + rows + " rows");
        }
        return rows;
    }

    @Benchmark
    public int statementFromCache() {
        return engine.run("SELECT name FROM sys.service_queues WHERE name = N'ToQueue'");
    }

    @Benchmark
    public int statementParsedAnew() {
        turn++;
        return engine.run("SELECT name FROM sys.service_queues WHERE name = N'ToQueue' OR object_id = " + -turn);
    }
}
