package dev.colloquy.instance.security;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import java.util.function.Function;

/** Security over a real store, which can be restarted and whose clock is set by the test. */
final class SecurityInstance implements AutoCloseable {
    private final Path directory;
    private final SettableClock clock = new SettableClock();
    private Storage storage;
    private Security security;
    private StorageSession session;

    SecurityInstance(Path directory) throws IOException {
        this.directory = directory;
        open();
    }

    private void open() throws IOException {
        storage = Storage.open(directory, clock);
        security = new Security(storage, directory, clock);
        session = storage.openSession();
    }

    void restart() throws IOException {
        close();
        open();
    }

    Security security() {
        return security;
    }

    Storage storage() {
        return storage;
    }

    SettableClock clock() {
        return clock;
    }

    Database createDatabase(String name) {
        return committed(transaction -> {
            Database database = storage.databases().create(transaction, name);
            security.initialize(transaction, database);
            return database;
        });
    }

    <T> T committed(Function<Transaction, T> work) {
        Transaction transaction = session.begin();
        T result = work.apply(transaction);
        transaction.commit();
        return result;
    }

    void commit(Consumer<Transaction> work) {
        committed(transaction -> {
            work.accept(transaction);
            return null;
        });
    }

    void rollBack(Consumer<Transaction> work) {
        Transaction transaction = session.begin();
        work.accept(transaction);
        transaction.rollback();
    }

    @Override
    public void close() throws IOException {
        session.close();
        storage.close();
    }

    /** Stands still until it is moved. */
    static final class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        void forward(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
