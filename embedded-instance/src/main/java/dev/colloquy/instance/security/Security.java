package dev.colloquy.instance.security;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;

/** The room's facade, built once at start. */
public final class Security {
    /** Databases that every login may enter as guest. */
    private static final Set<Integer> OPEN_TO_GUEST = Set.of(Database.MASTER, Database.TEMPDB, Database.MSDB);

    private final DatabaseOwners owners;
    private final Memberships memberships;
    private final Logins logins;
    private final Permissions permissions;
    private final Principals principals;
    private final MasterKeys masterKeys;
    private final Certificates certificates;
    private final KeyExchange keyExchange;

    /**
     * Loads logins, principals, permissions and keys; the first start creates {@code sa} and the service master key.
     *
     * @param directory the data directory, which holds the file of the service master key
     * @throws IOException if the service master key cannot be read or written
     */
    public Security(Storage storage, Path directory, Clock clock) throws IOException {
        this.owners = new DatabaseOwners(storage.objects());
        this.memberships = new Memberships(storage.objects());
        this.logins = new Logins(storage, owners, clock);
        this.permissions = new Permissions(storage.objects(), logins, memberships);
        this.principals = new Principals(storage, logins, owners, memberships, permissions, clock);
        this.masterKeys = new MasterKeys(storage.objects(), ServiceMasterKey.open(directory), clock);
        this.certificates = new Certificates(storage.objects(), masterKeys, permissions, clock);
        this.keyExchange = new KeyExchange(storage, masterKeys, certificates, clock);
        logins.onDrop((transaction, login) -> {
            permissions.forgetGrantee(transaction, 0, login.id());
            principals.orphan(transaction, login);
        });
        openSystemDatabases(storage);
    }

    private void openSystemDatabases(Storage storage) {
        if (!permissions.all(Database.MASTER).isEmpty()) {
            return;
        }
        try (StorageSession session = storage.openSession()) {
            Transaction transaction = session.begin();
            for (Database database : storage.databases().all()) {
                if (database.isSystem()) {
                    initialize(transaction, database);
                }
            }
            transaction.commit();
        }
    }

    public Logins logins() {
        return logins;
    }

    public Principals principals() {
        return principals;
    }

    public Permissions permissions() {
        return permissions;
    }

    public MasterKeys masterKeys() {
        return masterKeys;
    }

    public Certificates certificates() {
        return certificates;
    }

    public KeyExchange keyExchange() {
        return keyExchange;
    }

    /** Prepares a new database that {@code sa} owns. Doing it again changes nothing. */
    public void initialize(Transaction transaction, Database database) {
        permissions.grantConnectToDbo(transaction, database.id());
        if (OPEN_TO_GUEST.contains(database.id())) {
            principals
                    .withId(database.id(), Principal.GUEST)
                    .ifPresent(guest ->
                            permissions.grant(transaction, "CONNECT", Securable.database(database.id()), guest));
        }
    }

    /** Prepares a new database that the login owns, whose dbo the login becomes. */
    public void initialize(Transaction transaction, Database database, Login owner) {
        initialize(transaction, database);
        owners.set(transaction, database.id(), owner);
    }

    /** Forgets everything in a database that is dropped. Its rows go with {@code Databases.drop}. */
    public void forget(Transaction transaction, int databaseId) {
        keyExchange.forget(transaction, databaseId);
        certificates.forget(transaction, databaseId);
        masterKeys.forget(transaction, databaseId);
        permissions.forgetDatabase(transaction, databaseId);
        principals.forget(transaction, databaseId);
        memberships.forget(transaction, databaseId);
        owners.forget(transaction, databaseId);
    }
}
