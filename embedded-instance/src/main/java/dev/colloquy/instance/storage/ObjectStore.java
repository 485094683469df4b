package dev.colloquy.instance.storage;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Definitions of objects, a row each, written in the transaction that defines them. Rooms load theirs at start and keep
 * them in memory.
 */
public final class ObjectStore {
    private static final String MERGE = "MERGE INTO colloquy.object_definition"
            + " (kind, database_id, object_id, name, attributes) KEY (kind, database_id, object_id)"
            + " VALUES (?, ?, ?, ?, ?)";
    private static final String DELETE =
            "DELETE FROM colloquy.object_definition WHERE kind = ? AND database_id = ? AND object_id = ?";
    private static final String DELETE_DATABASE = "DELETE FROM colloquy.object_definition WHERE database_id = ?";

    private final Map<String, List<StoredObject>> loaded = new HashMap<>();
    private final Map<String, AtomicInteger> lastIds = new ConcurrentHashMap<>();

    ObjectStore(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS colloquy");
            statement.execute("CREATE TABLE IF NOT EXISTS colloquy.object_definition ("
                    + "kind VARCHAR(60) NOT NULL, database_id INT NOT NULL, object_id INT NOT NULL,"
                    + " name VARCHAR(776) NOT NULL, attributes VARCHAR NOT NULL,"
                    + " PRIMARY KEY (kind, database_id, object_id))");
            load(statement);
        }
    }

    private void load(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT kind, database_id, object_id, name, attributes"
                + " FROM colloquy.object_definition ORDER BY kind, database_id, object_id")) {
            while (rows.next()) {
                StoredObject object = new StoredObject(
                        rows.getString(1),
                        rows.getInt(2),
                        rows.getInt(3),
                        rows.getString(4),
                        decode(rows.getString(5)));
                loaded.computeIfAbsent(object.kind(), k -> new ArrayList<>()).add(object);
            }
        }
    }

    /** The objects of a kind as they were when the store was opened, by database and id. */
    public List<StoredObject> loaded(String kind) {
        return loaded.getOrDefault(kind, List.of());
    }

    /**
     * A new number for an object.
     *
     * @param family     the kinds that share one sequence of numbers, for example {@code object} or {@code service}
     * @param databaseId the database
     * @param above      numbers begin above the greater of this and {@link #reserve}d ones
     */
    public int nextId(String family, int databaseId, int above) {
        return lastIds.computeIfAbsent(family + databaseId, k -> new AtomicInteger())
                .updateAndGet(last -> Math.max(last, above) + 1);
    }

    /** Tells that a number is taken; called for each loaded object. */
    public void reserve(String family, int databaseId, int id) {
        lastIds.computeIfAbsent(family + databaseId, k -> new AtomicInteger()).accumulateAndGet(id, Math::max);
    }

    /** Writes a definition, new or changed. */
    public void put(Transaction transaction, StoredObject object) {
        try {
            PreparedStatement merge = transaction.prepare(MERGE);
            merge.setString(1, object.kind());
            merge.setInt(2, object.databaseId());
            merge.setInt(3, object.objectId());
            merge.setString(4, object.name());
            merge.setString(5, encode(object.attributes()));
            transaction.markWritten();
            transaction.changing(merge::executeUpdate);
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
    }

    /** Removes a definition. */
    public void remove(Transaction transaction, String kind, int databaseId, int objectId) {
        try {
            PreparedStatement delete = transaction.prepare(DELETE);
            delete.setString(1, kind);
            delete.setInt(2, databaseId);
            delete.setInt(3, objectId);
            transaction.markWritten();
            transaction.changing(delete::executeUpdate);
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
    }

    /** Removes every definition inside a database. */
    public void removeDatabase(Transaction transaction, int databaseId) {
        try {
            PreparedStatement delete = transaction.prepare(DELETE_DATABASE);
            delete.setInt(1, databaseId);
            transaction.markWritten();
            transaction.changing(delete::executeUpdate);
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
    }

    private static String encode(Map<String, String> attributes) {
        Properties properties = new Properties();
        properties.putAll(attributes);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static Map<String, String> decode(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> attributes = new HashMap<>();
        properties.stringPropertyNames().forEach(key -> attributes.put(key, properties.getProperty(key)));
        return attributes;
    }
}
