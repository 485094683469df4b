package dev.colloquy.instance.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.api.ErrorCode;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/**
 * The instance's store: one H2 database file {@code instance.mv.db} in the data directory.
 *
 * <p>Only one process can open it; a second one is refused. Isolation is READ COMMITTED by row versions, so readers
 * never wait for writers.
 */
public final class Storage implements AutoCloseable {
    /** Milliseconds for which overwritten chunks of the file are kept; each commit is forced, so few are enough. */
    private static final int RETENTION_MILLIS = 5_000;

    private static final int LOCK_TIMEOUT_MILLIS = 10_000;

    private final String url;
    private final DiskReserve reserve;
    private final Connection definitions;
    private final GroupCommit groupCommit;
    private final ObjectStore objects;
    private final Databases databases;
    private final SnapshotGate gate = new SnapshotGate();
    private final DefinitionLock definitionLock = new DefinitionLock();
    private final AtomicLong lastTransactionId = new AtomicLong();

    private Storage(Path directory, DiskReserve reserve, Clock clock) throws SQLException {
        this.reserve = reserve;
        this.url = "jdbc:h2:" + StoreFiles.SCHEME + ":"
                + directory.toAbsolutePath().resolve("instance")
                + ";MODE=MSSQLServer;DATABASE_TO_UPPER=FALSE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
                + ";DB_CLOSE_ON_EXIT=FALSE;FILE_LOCK=FS;RETENTION_TIME=" + RETENTION_MILLIS
                // A result that was read while another session committed would be taken for the current one ever after.
                + ";OPTIMIZE_REUSE_RESULTS=FALSE"
                + ";LOCK_TIMEOUT=" + LOCK_TIMEOUT_MILLIS + ";DEFAULT_LOCK_TIMEOUT=" + LOCK_TIMEOUT_MILLIS;
        this.definitions = connect();
        this.groupCommit = new GroupCommit(mvStore(definitions), gate, "group-commit");
        this.objects = new ObjectStore(definitions);
        this.databases = new Databases(this, clock);
    }

    /**
     * Opens the store in a directory, which is created if it is missing.
     *
     * @throws IOException if the directory cannot be used or another process has the store open
     */
    public static Storage open(Path directory, Clock clock) throws IOException {
        Files.createDirectories(directory);
        StoreFiles.register();
        DiskReserve reserve = DiskReserve.open(directory);
        boolean opened = false;
        try {
            LeftoverTransactions.end(directory.resolve("instance.mv.db"));
            Storage storage = new Storage(directory, reserve, clock);
            storage.databases.load();
            opened = true;
            return storage;
        } catch (SQLException e) {
            if (e.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
                throw new IOException("the data directory " + directory + " is in use by another instance", e);
            }
            throw new IOException("the store in " + directory + " cannot be opened: " + e.getMessage(), e);
        } catch (MVStoreException e) {
            throw new IOException("the store in " + directory + " cannot be read: " + e.getMessage(), e);
        } finally {
            if (!opened) {
                reserve.close();
            }
        }
    }

    private Connection connect() throws SQLException {
        return new JdbcConnection(url, new Properties(), "sa", "", false);
    }

    /** A new session; the caller closes it. */
    public StorageSession openSession() {
        try {
            return new StorageSession(this, connect());
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
    }

    public ObjectStore objects() {
        return objects;
    }

    public Databases databases() {
        return databases;
    }

    public GroupCommit groupCommit() {
        return groupCommit;
    }

    /** The lock that lets one transaction at a time define objects. */
    public DefinitionLock definitionLock() {
        return definitionLock;
    }

    /**
     * Lets a transaction write.
     *
     * @throws dev.colloquy.instance.types.SqlError 1105 while the disk is full
     */
    void requireSpace() {
        reserve.require();
    }

    SnapshotGate gate() {
        return gate;
    }

    private static MVStore mvStore(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        return session.getDatabase().getStore().getMvStore();
    }

    long nextTransactionId() {
        return lastTransactionId.incrementAndGet();
    }

    /**
     * Runs a definition statement of H2 outside every transaction: H2 commits before and after it, so it must not run
     * on a session's connection. The caller registers how to undo it.
     */
    public void define(String sql) {
        synchronized (definitions) {
            try (Statement statement = definitions.createStatement()) {
                gate.change(() -> statement.execute(sql));
            } catch (SQLException e) {
                throw StorageErrors.translate(e);
            }
        }
    }

    /** The H2 schemas that hold the tables of a database. */
    List<String> schemasOf(Database database) {
        List<String> schemas = new ArrayList<>();
        synchronized (definitions) {
            try (PreparedStatement query = definitions.prepareStatement(
                    "SELECT SCHEMA_NAME FROM INFORMATION_SCHEMA.SCHEMATA WHERE LEFT(SCHEMA_NAME, ?) = ?")) {
                String prefix = database.name() + ".";
                query.setInt(1, prefix.length());
                query.setString(2, prefix);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        schemas.add(rows.getString(1));
                    }
                }
            } catch (SQLException e) {
                throw StorageErrors.translate(e);
            }
        }
        return schemas;
    }

    /** An identifier in H2's double quotes. */
    public static String quote(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /** Forces everything to disk and closes the file. */
    @Override
    public void close() throws IOException {
        try {
            groupCommit.close();
            try (Statement statement = definitions.createStatement()) {
                statement.execute("SHUTDOWN");
            }
        } catch (SQLException e) {
            throw new IOException("the store did not close cleanly", e);
        } finally {
            reserve.close();
        }
    }
}
