package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.TableDefinition;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageErrors;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.types.SqlErrors;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The temporary tables and table variables of all sessions, each a local temporary table of the session's H2
 * connection.
 *
 * <p>Creating and dropping one costs H2 every prepared statement, and dropping one commits. So a table that is given up
 * is emptied and used again for the next table of the same shape; since equal shapes have equal names in every session,
 * the sessions share plans.
 */
final class Temporaries {
    private static final int MAX_SHAPES = 5_000;
    private static final int MAX_SPARE = 200;

    private final Map<Connection, Session> sessions = Collections.synchronizedMap(new WeakHashMap<>());
    private final Map<Shape, TableDefinition> shapes = new ConcurrentHashMap<>();
    /** The definitions in {@link #shapes} by id; tables that were altered since are not among them. */
    private final Map<Integer, TableDefinition> shared = new ConcurrentHashMap<>();

    private final AtomicInteger lastShape = new AtomicInteger();

    /** What makes two temporary tables alike. */
    private record Shape(
            String name,
            DefinitionStatement.TableElements elements,
            List<DefinitionStatement.IndexDefinition> indexes) {}

    private static final class Session {
        private final Map<String, StoredTable> tables = new HashMap<>();
        private final Map<TableDefinition, Deque<StoredTable>> spare = new HashMap<>();
        private final Set<String> used = new HashSet<>();
        private int spares;
    }

    private Session session(Transaction transaction) {
        return sessions.computeIfAbsent(transaction.connection(), k -> new Session());
    }

    /** The table that the session keeps under a storage name. */
    Optional<StoredTable> find(String storageName, Transaction transaction) {
        return Optional.ofNullable(session(transaction).tables.get(storageName));
    }

    /** Creates a table; one that exists under the storage name stays as it is. */
    void create(
            String storageName,
            String name,
            DefinitionStatement.TableElements elements,
            List<DefinitionStatement.IndexDefinition> indexes,
            StatementContext context) {
        if (session(context.transaction()).tables.containsKey(storageName)) {
            return;
        }
        if (shapes.size() > MAX_SHAPES) {
            shapes.clear();
            shared.clear();
        }
        TableDefinition shape = shapes.computeIfAbsent(
                new Shape(name, elements, indexes),
                k -> define(name, context, builder -> {
                    builder.add(elements);
                    indexes.forEach(index -> builder.addIndex(index, List.of()));
                }));
        shared.put(shape.objectId(), shape);
        keep(storageName, shape, context);
    }

    /** Creates a table for a result (SELECT … INTO). */
    StoredTable create(String storageName, String name, List<Output> outputs, StatementContext context) {
        return keep(storageName, define(name, context, builder -> builder.addResult(outputs)), context);
    }

    private TableDefinition define(String name, StatementContext context, Consumer<TableBuilder> fill) {
        int shape = lastShape.incrementAndGet();
        TableDefinition start = TableBuilder.empty(Database.TEMPDB, -shape * 100, "dbo", name, context);
        AtomicInteger ids = new AtomicInteger(start.objectId());
        TableBuilder builder = new TableBuilder(start, ids::decrementAndGet, context, parent -> {
            throw SqlErrors.notSupported("A foreign key of a temporary table");
        });
        fill.accept(builder);
        return builder.build(start.created());
    }

    private StoredTable keep(String storageName, TableDefinition shape, StatementContext context) {
        Session session = session(context.transaction());
        StoredTable table = reuse(session, shape, context.transaction());
        if (table == null) {
            table = createInH2(session, shape, context.transaction());
        }
        StoredTable kept = table;
        session.tables.put(storageName, kept);
        if (shape.name().startsWith("#")) {
            context.transaction().onRollback(() -> session.tables.remove(storageName, kept));
        }
        return kept;
    }

    /** A spare table that is really empty; a rollback may have brought rows back into it. */
    private static StoredTable reuse(Session session, TableDefinition shape, Transaction transaction) {
        Deque<StoredTable> spare = session.spare.get(shape);
        while (spare != null && !spare.isEmpty()) {
            StoredTable table = spare.poll();
            session.spares--;
            if (isEmpty(table, transaction)) {
                return table;
            }
            dropLater(table, transaction);
        }
        return null;
    }

    private static boolean isEmpty(StoredTable table, Transaction transaction) {
        try (ResultSet rows = transaction
                .prepare("SELECT 1 FROM " + table.sql() + " FETCH FIRST ROW ONLY")
                .executeQuery()) {
            return !rows.next();
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
    }

    private static StoredTable createInH2(Session session, TableDefinition shape, Transaction transaction) {
        int number = 1;
        String name = shape.name() + shape.objectId() + ".1";
        while (!session.used.add(name)) {
            name = shape.name() + shape.objectId() + "." + ++number;
        }
        StoredTable table = new StoredTable(shape, Storage.quote(name), "tempdb", true);
        execute(transaction, TableDdl.create(table.sql(), shape, true));
        return table;
    }

    private static void execute(Transaction transaction, String sql) {
        try (Statement statement = transaction.connection().createStatement()) {
            transaction.changing(() -> statement.execute(sql));
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
    }

    /** Replaces the definition of a temporary table (CREATE INDEX and the like). */
    void replace(String storageName, TableDefinition definition, Transaction transaction) {
        Session session = session(transaction);
        StoredTable former = session.tables.get(storageName);
        session.tables.put(storageName, new StoredTable(definition, former.sql(), former.database(), true));
        transaction.onRollback(() -> session.tables.replace(storageName, former));
    }

    /** Gives a table up at the end of its scope; there is no way back. */
    void giveUp(String storageName, Transaction transaction) {
        Session session = session(transaction);
        StoredTable table = session.tables.remove(storageName);
        if (table == null) {
            return;
        }
        boolean alike = table.definition().identityColumn().isEmpty()
                && table.definition().equals(shared.get(table.definition().objectId()));
        if (!alike || session.spares >= MAX_SPARE) {
            dropLater(table, transaction);
            return;
        }
        try {
            transaction.changing(transaction.prepare("DELETE FROM " + table.sql())::executeUpdate);
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
        session.spare
                .computeIfAbsent(table.definition(), k -> new ArrayDeque<>())
                .add(table);
        session.spares++;
    }

    /** DROP TABLE: comes back if the transaction is rolled back. */
    void drop(String storageName, Transaction transaction) {
        Session session = session(transaction);
        StoredTable table = session.tables.remove(storageName);
        transaction.onRollback(() -> session.tables.put(storageName, table));
        DefinitionChanges.of(transaction).afterCommit(() -> dropInH2(table, transaction));
    }

    private static void dropLater(StoredTable table, Transaction transaction) {
        transaction.onEnd(() -> dropInH2(table, transaction));
    }

    private static void dropInH2(StoredTable table, Transaction transaction) {
        execute(transaction, "DROP TABLE IF EXISTS " + table.sql());
    }
}
