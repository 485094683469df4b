package dev.colloquy.instance.storage;

import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The databases of the instance. Names are compared without regard to case. */
public final class Databases {
    private static final String KIND = "database";

    private final Storage storage;
    private final Clock clock;
    private final Map<Integer, Database> byId = new ConcurrentHashMap<>();
    private final Map<String, Database> byName = new ConcurrentHashMap<>();

    Databases(Storage storage, Clock clock) {
        this.storage = storage;
        this.clock = clock;
    }

    /** Reads the databases, and creates the four system databases on the first start. */
    void load() {
        for (StoredObject stored : storage.objects().loaded(KIND)) {
            keep(read(stored));
            storage.objects().reserve(KIND, 0, stored.objectId());
        }
        if (byId.isEmpty()) {
            createSystemDatabases();
        }
    }

    private void createSystemDatabases() {
        try (StorageSession session = storage.openSession()) {
            Transaction transaction = session.begin();
            create(transaction, Database.MASTER, "master", false);
            create(transaction, Database.TEMPDB, "tempdb", true);
            create(transaction, Database.MODEL, "model", false);
            create(transaction, Database.MSDB, "msdb", true);
            storage.objects().reserve(KIND, 0, Database.MSDB);
            transaction.commit();
        }
    }

    /** All databases by id. */
    public List<Database> all() {
        return byId.values().stream()
                .sorted(Comparator.comparingInt(Database::id))
                .toList();
    }

    public Optional<Database> named(String name) {
        return Optional.ofNullable(byName.get(key(name)));
    }

    public Optional<Database> withId(int id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The database that the broker instance identifier addresses. */
    public Optional<Database> withBroker(UUID serviceBrokerGuid) {
        return byId.values().stream()
                .filter(database -> database.serviceBrokerGuid().equals(serviceBrokerGuid))
                .findFirst();
    }

    /** Creates a database with its schema dbo and an enabled broker. The caller has checked the name. */
    public Database create(Transaction transaction, String name) {
        return create(transaction, storage.objects().nextId(KIND, 0, Database.MSDB), name, true);
    }

    private Database create(Transaction transaction, int id, String name, boolean brokerEnabled) {
        Database database = new Database(
                id,
                name,
                UUID.randomUUID(),
                brokerEnabled,
                id == Database.MSDB,
                false,
                false,
                LocalDateTime.now(clock));
        createSchema(database, "dbo");
        transaction.onRollback(() -> dropSchema(database, "dbo"));
        replace(transaction, database);
        return database;
    }

    /** Stores changed options. */
    public void replace(Transaction transaction, Database database) {
        Database former = byId.get(database.id());
        storage.objects().put(transaction, write(database));
        keep(database);
        transaction.onRollback(() -> {
            if (former == null) {
                forget(database);
            } else {
                keep(former);
            }
        });
    }

    /** Drops a database with every schema, table and definition in it. Not to be undone: runs in no user transaction. */
    public void drop(Transaction transaction, Database database) {
        storage.objects().removeDatabase(transaction, database.id());
        storage.objects().remove(transaction, KIND, 0, database.id());
        forget(database);
        transaction.onRollback(() -> keep(database));
        for (String schema : storage.schemasOf(database)) {
            storage.define("DROP SCHEMA IF EXISTS " + Storage.quote(schema) + " CASCADE");
        }
    }

    /** Adds an H2 schema for a schema of the database. */
    public void createSchema(Database database, String schema) {
        storage.define("CREATE SCHEMA IF NOT EXISTS " + Storage.quote(database.storageSchema(schema)));
    }

    /** Removes the H2 schema of a schema that holds nothing. */
    public void dropSchema(Database database, String schema) {
        storage.define("DROP SCHEMA IF EXISTS " + Storage.quote(database.storageSchema(schema)));
    }

    private void keep(Database database) {
        byId.put(database.id(), database);
        byName.put(key(database.name()), database);
    }

    private void forget(Database database) {
        byId.remove(database.id());
        byName.remove(key(database.name()));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static StoredObject write(Database database) {
        return new StoredObject(
                KIND,
                0,
                database.id(),
                database.name(),
                Map.of(
                        "broker", database.serviceBrokerGuid().toString(),
                        "brokerEnabled", Boolean.toString(database.brokerEnabled()),
                        "trustworthy", Boolean.toString(database.trustworthy()),
                        "honorPriority", Boolean.toString(database.honorPriority()),
                        "singleUser", Boolean.toString(database.singleUser()),
                        "created", database.created().toString()));
    }

    private static Database read(StoredObject stored) {
        Map<String, String> attributes = stored.attributes();
        return new Database(
                stored.objectId(),
                stored.name(),
                UUID.fromString(attributes.get("broker")),
                Boolean.parseBoolean(attributes.get("brokerEnabled")),
                Boolean.parseBoolean(attributes.get("trustworthy")),
                Boolean.parseBoolean(attributes.get("honorPriority")),
                Boolean.parseBoolean(attributes.get("singleUser")),
                LocalDateTime.parse(attributes.get("created")));
    }
}
