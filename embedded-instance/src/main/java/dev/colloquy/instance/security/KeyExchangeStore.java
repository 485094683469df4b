package dev.colloquy.instance.security;

import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageErrors;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table of key exchanges. Secrets in it are sealed under the master key of their database. */
final class KeyExchangeStore {
    private static final String CREATE = "CREATE TABLE IF NOT EXISTS colloquy.key_exchange ("
            + "database_id INT NOT NULL, key_id UUID NOT NULL, created BIGINT NOT NULL,"
            + " initiator_thumbprint VARBINARY(32) NOT NULL, target_thumbprint VARBINARY(32) NOT NULL,"
            + " header VARBINARY(8000), sealed_secret VARBINARY(1000) NOT NULL, PRIMARY KEY (database_id, key_id))";
    private static final String LOAD = "SELECT database_id, key_id, created, initiator_thumbprint, target_thumbprint,"
            + " header, sealed_secret FROM colloquy.key_exchange ORDER BY created";
    private static final String INSERT = "INSERT INTO colloquy.key_exchange (database_id, key_id, created,"
            + " initiator_thumbprint, target_thumbprint, header, sealed_secret) VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String DELETE = "DELETE FROM colloquy.key_exchange WHERE database_id = ?";

    private final Storage storage;

    KeyExchangeStore(Storage storage) {
        this.storage = storage;
        storage.define(CREATE);
    }

    /** All of them, oldest first. */
    List<StoredKey> load() {
        List<StoredKey> keys = new ArrayList<>();
        try (StorageSession session = storage.openSession();
                PreparedStatement query = session.connection().prepareStatement(LOAD);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                keys.add(new StoredKey(
                        rows.getInt(1),
                        rows.getObject(2, UUID.class),
                        rows.getLong(3),
                        Thumbprint.of(rows.getBytes(4)),
                        Thumbprint.of(rows.getBytes(5)),
                        Optional.ofNullable(rows.getBytes(6)),
                        rows.getBytes(7)));
            }
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
        return keys;
    }

    /** Keeps a key exchange; it is on disk when the method returns. */
    void insert(StoredKey key) {
        try (StorageSession session = storage.openSession()) {
            Transaction transaction = session.begin();
            try {
                PreparedStatement insert = transaction.prepare(INSERT);
                insert.setInt(1, key.databaseId());
                insert.setObject(2, key.keyId());
                insert.setLong(3, key.created());
                insert.setBytes(4, key.initiator().bytes());
                insert.setBytes(5, key.target().bytes());
                insert.setBytes(6, key.header().orElse(null));
                insert.setBytes(7, key.sealedSecret());
                transaction.markWritten();
                transaction.changing(insert::executeUpdate);
                transaction.commit();
            } catch (SQLException e) {
                transaction.rollback();
                throw StorageErrors.translate(e);
            }
        }
    }

    /** Forgets the keys of a database that is dropped. */
    void deleteAll(Transaction transaction, int databaseId) {
        try {
            PreparedStatement delete = transaction.prepare(DELETE);
            delete.setInt(1, databaseId);
            transaction.markWritten();
            transaction.changing(delete::executeUpdate);
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
    }

    /**
     * A row.
     *
     * @param created      milliseconds since 1970
     * @param header       the encoded key exchange in the database that made it
     * @param sealedSecret the key, sealed under the database master key
     */
    record StoredKey(
            int databaseId,
            UUID keyId,
            long created,
            Thumbprint initiator,
            Thumbprint target,
            Optional<byte[]> header,
            byte[] sealedSecret) {}
}
