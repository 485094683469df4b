package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.catalog.Procedures;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The rooms that the catalog shows, over a real store, and the views over them. */
final class CatalogInstance implements AutoCloseable {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-01T12:00:00.125Z"), ZoneOffset.UTC);

    final Storage storage;
    final Security security;
    final Broker broker;
    final Tables tables;
    final Procedures procedures;
    final SystemViews views;
    final Database database;
    private final StorageSession session;

    CatalogInstance(Path directory) throws IOException {
        storage = Storage.open(directory, CLOCK);
        security = new Security(storage, directory, CLOCK);
        broker = new Broker(storage, security, CLOCK);
        tables = new Tables(storage);
        procedures = new Procedures(storage);
        views = new SystemViews(storage, security, broker, tables, procedures);
        session = storage.openSession();
        commit(transaction -> storage.databases().create(transaction, "Orders"));
        database = storage.databases().named("Orders").orElseThrow();
        commit(transaction -> {
            security.initialize(transaction, database);
            tables.initialize(transaction, database);
            broker.initialize(transaction, database);
        });
    }

    void commit(Consumer<Transaction> work) {
        Transaction transaction = session.begin();
        work.accept(transaction);
        transaction.commit();
    }

    Login sa() {
        return security.logins().named("sa").orElseThrow();
    }

    Login createLogin(String name) {
        commit(transaction -> security.logins().create(transaction, name, "Correct-Horse-1", Optional.empty(), true));
        return security.logins().named(name).orElseThrow();
    }

    /** The rows of a view by column name, as sa sees them. */
    List<Map<String, Object>> read(String schema, String view) {
        return read(schema, view, sa());
    }

    List<Map<String, Object>> read(String schema, String view, Login reader) {
        return read(views.find(schema, view).orElseThrow(), reader);
    }

    List<Map<String, Object>> read(SystemView view, Login reader) {
        List<Map<String, Object>> rows = new ArrayList<>();
        commit(transaction -> {
            for (Object[] row : view.rows(new ViewScope(database, transaction, reader))) {
                Map<String, Object> named = new LinkedHashMap<>();
                for (int i = 0; i < row.length; i++) {
                    named.put(view.columns().get(i).name(), row[i]);
                }
                rows.add(named);
            }
        });
        return rows;
    }

    /** The row whose column {@code name} has the value. */
    Map<String, Object> named(String schema, String view, String name) {
        return read(schema, view).stream()
                .filter(row -> name.equals(row.get("name")))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        session.close();
        broker.close();
        storage.close();
    }
}
