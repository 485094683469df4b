package dev.colloquy.instance.catalog;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.StoredObject;
import dev.colloquy.instance.storage.Transaction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The schemas and tables of all databases. The caller checks names and permissions, holds the definition lock and
 * changes the tables in H2 accordingly.
 */
public final class Tables {
    /** The numbers that tables, procedures, queues and constraints share. */
    public static final String ID_FAMILY = "object";

    /** Object ids begin above this one. */
    public static final int FIRST_OBJECT_ID = 901_578_249;

    private static final String TABLE = "table";
    private static final String SCHEMA = "schema";

    /** The schemas that every database has, with their ids; the owner is the principal of the same number. */
    private static final Map<Integer, String> BUILT_IN = Map.ofEntries(
            Map.entry(1, "dbo"),
            Map.entry(2, "guest"),
            Map.entry(3, "INFORMATION_SCHEMA"),
            Map.entry(4, "sys"),
            Map.entry(16_384, "db_owner"),
            Map.entry(16_385, "db_accessadmin"),
            Map.entry(16_386, "db_securityadmin"),
            Map.entry(16_387, "db_ddladmin"),
            Map.entry(16_389, "db_backupoperator"),
            Map.entry(16_390, "db_datareader"),
            Map.entry(16_391, "db_datawriter"),
            Map.entry(16_392, "db_denydatareader"),
            Map.entry(16_393, "db_denydatawriter"));

    private final Storage storage;
    private final DefinitionMap<SchemaDefinition> schemas = new DefinitionMap<>();
    private final DefinitionMap<TableDefinition> tables = new DefinitionMap<>();
    private final Map<Integer, AtomicLong> versions = new ConcurrentHashMap<>();

    /** Loads what the store holds; tempdb begins empty. */
    public Tables(Storage storage) {
        this.storage = storage;
        storage.databases().all().forEach(database -> keepBuiltIn(database.id()));
        for (StoredObject stored : storage.objects().loaded(SCHEMA)) {
            keep(new SchemaDefinition(
                    stored.databaseId(),
                    stored.objectId(),
                    stored.name(),
                    Integer.parseInt(stored.attributes().get("owner"))));
            storage.objects().reserve(SCHEMA, stored.databaseId(), stored.objectId());
        }
        for (StoredObject stored : storage.objects().loaded(TABLE)) {
            TableDefinition table = TableCodec.read(stored);
            keep(table);
            reserveIds(table);
        }
        emptyTempdb();
    }

    private void reserveIds(TableDefinition table) {
        storage.objects().reserve(ID_FAMILY, table.databaseId(), table.objectId());
        table.constraints().forEach(c -> storage.objects().reserve(ID_FAMILY, table.databaseId(), c.objectId()));
        table.columns()
                .forEach(column -> column.defaultValue()
                        .ifPresent(d -> storage.objects().reserve(ID_FAMILY, table.databaseId(), d.objectId())));
    }

    private void emptyTempdb() {
        List<TableDefinition> left = tables.all(Database.TEMPDB);
        if (left.isEmpty()) {
            return;
        }
        try (StorageSession session = storage.openSession()) {
            Transaction transaction = session.begin();
            left.forEach(table -> remove(transaction, table));
            transaction.commit();
        }
    }

    /** Gives a new database its schemas. */
    public void initialize(Transaction transaction, Database database) {
        keepBuiltIn(database.id());
        transaction.onRollback(() -> forget(database.id()));
    }

    /** Forgets a dropped database. */
    public void forget(int databaseId) {
        schemas.removeDatabase(databaseId);
        tables.removeDatabase(databaseId);
        bump(databaseId);
    }

    /** A number that changes with every definition in the database; what was derived from an older one is stale. */
    public long version(int databaseId) {
        AtomicLong version = versions.get(databaseId);
        return version == null ? 0 : version.get();
    }

    public Optional<SchemaDefinition> schema(int databaseId, String name) {
        return schemas.named(databaseId, "", name);
    }

    public Optional<SchemaDefinition> schemaWithId(int databaseId, int schemaId) {
        return schemas.withId(databaseId, schemaId);
    }

    /** The schemas of a database by id. */
    public List<SchemaDefinition> schemas(int databaseId) {
        return schemas.all(databaseId);
    }

    /** Adds a schema. The H2 schema is the caller's to create. */
    public SchemaDefinition createSchema(Transaction transaction, Database database, String name, int ownerId) {
        int id = storage.objects().nextId(SCHEMA, database.id(), 4);
        SchemaDefinition schema = new SchemaDefinition(database.id(), id, name, ownerId);
        putSchema(transaction, schema);
        return schema;
    }

    /** Changes the owner (ALTER AUTHORIZATION). */
    public void setOwner(Transaction transaction, SchemaDefinition schema, int ownerId) {
        putSchema(transaction, new SchemaDefinition(schema.databaseId(), schema.schemaId(), schema.name(), ownerId));
    }

    private void putSchema(Transaction transaction, SchemaDefinition schema) {
        Optional<SchemaDefinition> former = schemaWithId(schema.databaseId(), schema.schemaId());
        storage.objects()
                .put(
                        transaction,
                        new StoredObject(
                                SCHEMA,
                                schema.databaseId(),
                                schema.schemaId(),
                                schema.name(),
                                Map.of("owner", Integer.toString(schema.ownerId()))));
        keep(schema);
        transaction.onRollback(() -> {
            discard(schema);
            former.ifPresent(this::keep);
        });
    }

    /** Removes a schema that holds nothing. */
    public void dropSchema(Transaction transaction, SchemaDefinition schema) {
        storage.objects().remove(transaction, SCHEMA, schema.databaseId(), schema.schemaId());
        discard(schema);
        transaction.onRollback(() -> keep(schema));
    }

    public Optional<TableDefinition> table(int databaseId, String schema, String name) {
        return tables.named(databaseId, schema, name);
    }

    public Optional<TableDefinition> tableWithId(int databaseId, int objectId) {
        return tables.withId(databaseId, objectId);
    }

    /** The tables of a database by id. */
    public List<TableDefinition> tables(int databaseId) {
        return tables.all(databaseId);
    }

    /** The table in the database that has a constraint of that name in the schema, DEFAULT constraints included. */
    public Optional<TableDefinition> tableOfConstraint(int databaseId, String schema, String constraint) {
        return tables.all(databaseId).stream()
                .filter(t -> t.schema().equalsIgnoreCase(schema))
                .filter(t -> t.constraint(constraint).isPresent()
                        || t.columns().stream()
                                .flatMap(c -> c.defaultValue().stream())
                                .anyMatch(d -> d.name().equalsIgnoreCase(constraint)))
                .findFirst();
    }

    /** A number for a new table or constraint. */
    public int nextObjectId(int databaseId) {
        return storage.objects().nextId(ID_FAMILY, databaseId, FIRST_OBJECT_ID);
    }

    /** Stores a new table, or a changed one in place of the former of the same id. */
    public void put(Transaction transaction, TableDefinition table) {
        Optional<TableDefinition> former = tableWithId(table.databaseId(), table.objectId());
        storage.objects().put(transaction, TableCodec.write(TABLE, table));
        keep(table);
        transaction.onRollback(() -> {
            discard(table);
            former.ifPresent(this::keep);
        });
    }

    public void remove(Transaction transaction, TableDefinition table) {
        storage.objects().remove(transaction, TABLE, table.databaseId(), table.objectId());
        discard(table);
        transaction.onRollback(() -> keep(table));
    }

    private void keepBuiltIn(int databaseId) {
        BUILT_IN.forEach((id, name) -> keep(new SchemaDefinition(databaseId, id, name, id)));
    }

    private void keep(SchemaDefinition schema) {
        schemas.put(schema.databaseId(), schema.schemaId(), "", schema.name(), schema);
        bump(schema.databaseId());
    }

    private void discard(SchemaDefinition schema) {
        schemas.remove(schema.databaseId(), schema.schemaId(), "", schema.name());
        bump(schema.databaseId());
    }

    private void keep(TableDefinition table) {
        tables.put(table.databaseId(), table.objectId(), table.schema(), table.name(), table);
        bump(table.databaseId());
    }

    private void discard(TableDefinition table) {
        tables.remove(table.databaseId(), table.objectId(), table.schema(), table.name());
        bump(table.databaseId());
    }

    private void bump(int databaseId) {
        versions.computeIfAbsent(databaseId, k -> new AtomicLong()).incrementAndGet();
    }
}
