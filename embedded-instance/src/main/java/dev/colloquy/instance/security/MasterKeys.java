package dev.colloquy.instance.security;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.ObjectStore;
import dev.colloquy.instance.storage.StoredObject;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlError;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;

/**
 * The master keys of the databases: AES-256 keys, sealed by a password and by the service master key, which opens them
 * without being asked.
 */
public final class MasterKeys {
    /** symmetric_key_id of {@code ##MS_DatabaseMasterKey##}. */
    public static final int SYMMETRIC_KEY_ID = 101;

    private static final String KIND = "master-key";
    private static final int ITERATIONS = 100_000;

    private final SecretKey serviceMasterKey;
    private final Clock clock;
    private final Map<Integer, SecretKey> opened = new ConcurrentHashMap<>();
    private final Register<MasterKey> keys;
    private CertificateUse use = databaseId -> Optional.empty();

    /** Tells which certificate of a database depends on its master key. */
    interface CertificateUse {
        Optional<String> anyCertificate(int databaseId);
    }

    private record MasterKey(
            int databaseId, UUID guid, LocalDateTime created, byte[] salt, byte[] byPassword, byte[] byService) {
        StoredObject stored() {
            return new StoredObject(
                    KIND,
                    databaseId,
                    SYMMETRIC_KEY_ID,
                    "##MS_DatabaseMasterKey##",
                    Map.of(
                            "guid", guid.toString(),
                            "created", created.toString(),
                            "iterations", Integer.toString(ITERATIONS),
                            "salt", Sealing.base64(salt),
                            "byPassword", Sealing.base64(byPassword),
                            "byService", Sealing.base64(byService)));
        }

        static MasterKey read(StoredObject stored) {
            Map<String, String> attributes = stored.attributes();
            return new MasterKey(
                    stored.databaseId(),
                    UUID.fromString(attributes.get("guid")),
                    LocalDateTime.parse(attributes.get("created")),
                    Sealing.bytes(attributes.get("salt")),
                    Sealing.bytes(attributes.get("byPassword")),
                    Sealing.bytes(attributes.get("byService")));
        }

        @Override
        public String toString() {
            return "MasterKey[" + databaseId + "]";
        }
    }

    MasterKeys(ObjectStore store, SecretKey serviceMasterKey, Clock clock) {
        this.serviceMasterKey = serviceMasterKey;
        this.clock = clock;
        this.keys =
                new Register<>(store, new Codec<>(KIND, KIND, MasterKey::read, MasterKey::stored), new OpenedKeys());
    }

    private final class OpenedKeys implements Register.Index<MasterKey> {
        @Override
        public void added(MasterKey key) {
            opened.remove(key.databaseId());
        }

        @Override
        public void removed(MasterKey key) {
            opened.remove(key.databaseId());
        }
    }

    void usedBy(CertificateUse certificates) {
        use = certificates;
    }

    /**
     * {@code CREATE MASTER KEY ENCRYPTION BY PASSWORD}.
     *
     * @throws SqlError 15578 if there is one, 15116 to 15118 if the password is weak
     */
    public void create(Transaction transaction, Database database, String password) {
        if (exists(database.id())) {
            throw SecurityErrors.masterKeyExists();
        }
        PasswordPolicy.check(password, Optional.empty());
        byte[] key = Sealing.random(Sealing.KEY_BYTES);
        byte[] salt = Sealing.random(Sealing.SALT_BYTES);
        byte[] byPassword = Sealing.seal(Sealing.keyFrom(password, salt, ITERATIONS), key);
        byte[] byService = Sealing.seal(serviceMasterKey, key);
        keys.put(
                transaction,
                new MasterKey(database.id(), UUID.randomUUID(), LocalDateTime.now(clock), salt, byPassword, byService));
    }

    /**
     * {@code DROP MASTER KEY}.
     *
     * @throws SqlError 15580 if the private key of a certificate depends on it, 15151 if there is none
     */
    public void drop(Transaction transaction, Database database) {
        MasterKey key = keys.withId(database.id(), SYMMETRIC_KEY_ID)
                .orElseThrow(() -> new SqlError(
                        15151,
                        "Cannot drop the master key, because it does not exist or you" + " do not have permission."));
        use.anyCertificate(database.id()).ifPresent(name -> {
            throw SecurityErrors.masterKeyInUse(name);
        });
        keys.remove(transaction, key);
    }

    public boolean exists(int databaseId) {
        return keys.withId(databaseId, SYMMETRIC_KEY_ID).isPresent();
    }

    /** When the master key was created, UTC; empty if there is none. */
    public Optional<LocalDateTime> created(int databaseId) {
        return keys.withId(databaseId, SYMMETRIC_KEY_ID).map(MasterKey::created);
    }

    /** key_guid of the master key; empty if there is none. */
    public Optional<UUID> guid(int databaseId) {
        return keys.withId(databaseId, SYMMETRIC_KEY_ID).map(MasterKey::guid);
    }

    /**
     * Encrypts with the master key of a database.
     *
     * @return nonce, ciphertext and tag of AES-256-GCM
     * @throws SqlError 15581 without a master key
     */
    public byte[] seal(int databaseId, byte[] plain) {
        return Sealing.seal(key(databaseId), plain);
    }

    /**
     * Decrypts what {@link #seal} made.
     *
     * @throws SqlError 15581 without the master key that sealed it
     */
    public byte[] open(int databaseId, byte[] sealed) {
        try {
            return Sealing.open(key(databaseId), sealed);
        } catch (AEADBadTagException e) {
            throw SecurityErrors.masterKeyMissing().causedBy(e);
        }
    }

    private SecretKey key(int databaseId) {
        SecretKey known = opened.get(databaseId);
        if (known != null) {
            return known;
        }
        MasterKey stored = keys.withId(databaseId, SYMMETRIC_KEY_ID).orElseThrow(SecurityErrors::masterKeyMissing);
        try {
            SecretKey key = Sealing.key(Sealing.open(serviceMasterKey, stored.byService()));
            opened.put(databaseId, key);
            return key;
        } catch (AEADBadTagException e) {
            System.getLogger(MasterKeys.class.getName())
                    .log(
                            System.Logger.Level.ERROR,
                            "the service master key does not open the master key of database " + databaseId
                                    + "; restore the file service-master-key",
                            e);
            throw SecurityErrors.masterKeyMissing().causedBy(e);
        }
    }

    void forget(Transaction transaction, int databaseId) {
        keys.forget(transaction, databaseId);
    }
}
