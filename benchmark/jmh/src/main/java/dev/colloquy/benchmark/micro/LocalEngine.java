package dev.colloquy.benchmark.micro;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.engine.Engine;
import dev.colloquy.instance.engine.LoginRefused;
import dev.colloquy.instance.engine.LoginRequest;
import dev.colloquy.instance.engine.Session;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.security.WeakPassword;
import dev.colloquy.instance.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.stream.Stream;

/** The engine with its store, without network, in a directory that goes with it. */
final class LocalEngine implements AutoCloseable {
    private static final String PASSWORD = "Benchmark#Password1";

    private final Path directory;
    private final Storage storage;
    private final Broker broker;
    private final Engine engine;
    private final Session session;

    LocalEngine() throws IOException, WeakPassword, LoginRefused {
        directory = Files.createTempDirectory("engine");
        storage = Storage.open(directory, Clock.systemUTC());
        Security security = new Security(storage, directory, Clock.systemUTC());
        security.logins().setSaPassword(PASSWORD);
        broker = new Broker(storage, security, Clock.systemUTC());
        engine = new Engine("BENCHMARK", storage, security, broker, directory, Clock.systemUTC());
        session = engine.logIn(new LoginRequest("sa", PASSWORD, "master", "benchmark", "localhost", "127.0.0.1"));
    }

    /** Runs a batch and returns how many rows came. */
    int run(String batch) {
        RowCount rows = new RowCount();
        session.batch(batch, rows);
        return rows.count();
    }

    @Override
    public void close() throws IOException {
        session.close();
        engine.close();
        broker.close();
        storage.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
