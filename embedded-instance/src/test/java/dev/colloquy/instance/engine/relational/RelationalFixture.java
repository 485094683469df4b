package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.Procedures;
import dev.colloquy.instance.catalog.Tables;
import dev.colloquy.instance.catalog.views.SystemView;
import dev.colloquy.instance.catalog.views.ViewColumn;
import dev.colloquy.instance.catalog.views.ViewDemand;
import dev.colloquy.instance.catalog.views.ViewScope;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The room over a real store in a directory, with the database {@code shop} and a system view of its own. */
final class RelationalFixture implements AutoCloseable {
    static final Instant NOW = Instant.parse("2024-05-06T07:08:09Z");

    private final Path directory;
    private final List<Client> clients = new ArrayList<>();
    private final Set<String> denied = new HashSet<>();
    private final List<Object[]> colors = new ArrayList<>();
    private int colorsRead;
    private ViewDemand demand = ViewDemand.EVERYTHING;
    private Storage storage;
    private Relational relational;
    private Tables tables;

    RelationalFixture(Path directory) {
        this.directory = directory;
        open();
        if (storage.databases().named("shop").isEmpty()) {
            try (StorageSession session = storage.openSession()) {
                Transaction transaction = session.begin();
                Database shop = storage.databases().create(transaction, "shop");
                tables.initialize(transaction, shop);
                transaction.commit();
            }
        }
    }

    private void open() {
        try {
            storage = Storage.open(directory, Clock.systemUTC());
        } catch (IOException e) {
            throw new AssertionError("the store does not open", e);
        }
        tables = new Tables(storage);
        relational = new Relational(
                storage,
                tables,
                new Procedures(storage),
                (database, schema, name) -> schema.equalsIgnoreCase("sys") && name.equalsIgnoreCase("colors")
                        ? Optional.of(new Colors())
                        : Optional.empty(),
                (context, permission, table) -> {
                    if (denied.contains(permission + " " + table.name())) {
                        throw SqlErrors.permissionDenied(permission, table.name(), "shop", table.schema());
                    }
                });
    }

    /** Closes everything and opens it again. */
    void restart() {
        closeStore();
        open();
    }

    /** A view whose rows the test chooses and which finds them by id, in its order. */
    private final class Colors implements SystemView {
        @Override
        public String name() {
            return "colors";
        }

        @Override
        public List<ViewColumn> columns() {
            return List.of(
                    new ViewColumn("id", SqlType.INT, false),
                    new ViewColumn("name", SqlType.SYSNAME, false),
                    new ViewColumn("code", SqlType.nchar(4), true));
        }

        @Override
        public Iterable<Object[]> rows(ViewScope scope) {
            demand = scope.demand();
            return counted(List.copyOf(colors));
        }

        private Iterable<Object[]> counted(List<Object[]> rows) {
            Iterator<Object[]> all = rows.iterator();
            return () -> new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return all.hasNext();
                }

                @Override
                public Object[] next() {
                    colorsRead++;
                    return all.next();
                }
            };
        }

        @Override
        public OptionalInt key() {
            return OptionalInt.of(0);
        }

        @Override
        public Iterable<Object[]> rowsWith(Object key, ViewScope scope) {
            List<Object[]> found =
                    colors.stream().filter(color -> color[0].equals(key)).toList();
            colorsRead += found.size();
            return found;
        }

        @Override
        public boolean isOrderedByKey() {
            return true;
        }

        @Override
        public Iterable<Object[]> rowsAfter(Object key, ViewScope scope) {
            demand = scope.demand();
            return counted(colors.stream()
                    .filter(color -> key != null && (Integer) color[0] > (Integer) key)
                    .sorted(Comparator.comparing(color -> (Integer) color[0]))
                    .toList());
        }
    }

    void addColor(int id, String name, String code) {
        colors.add(new Object[] {id, name, code});
    }

    /** The number of rows that the view has given so far. */
    int colorsRead() {
        return colorsRead;
    }

    /** What the last query that did not ask for one key wanted of the view. */
    ViewDemand demand() {
        return demand;
    }

    /** Takes a permission away, for example {@code SELECT customer}. */
    void deny(String permissionAndTable) {
        denied.add(permissionAndTable);
    }

    Client client() {
        Client client = new Client(this, storage.openSession());
        clients.add(client);
        return client;
    }

    Relational relational() {
        return relational;
    }

    Storage storage() {
        return storage;
    }

    Tables tables() {
        return tables;
    }

    Database database() {
        return storage.databases().named("shop").orElseThrow();
    }

    private void closeStore() {
        clients.forEach(Client::close);
        clients.clear();
        try {
            storage.close();
        } catch (IOException e) {
            throw new AssertionError("the store does not close", e);
        }
    }

    @Override
    public void close() {
        closeStore();
    }
}
