package dev.colloquy.instance.security;

import dev.colloquy.instance.security.KeyExchangeStore.StoredKey;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlError;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Dialog security: which key secures a dialog, and the exchange of keys between the databases of two instances.
 *
 * <p>The initiator's database makes one key for each pair of certificates, that of the initiating service's owner and
 * that of the user a remote service binding names, and sends it wrapped and signed ({@link DialogKeyHeader}). The
 * target's database checks it once and keeps it. Both use it for all dialogs of the pair, in both directions; a new
 * certificate leads to a new key, and dialogs that have begun keep theirs. Keys are stored sealed under the database
 * master key, so both databases need one.
 *
 * <p>Public-key operations and writes happen once for a pair. Safe for use by several threads.
 */
public final class KeyExchange {
    private static final int SECRET_LENGTH = 32;
    private static final int CACHED_CIPHERS = 8_192;

    private final KeyExchangeStore store;
    private final MasterKeys masterKeys;
    private final Certificates certificates;
    private final KnownCertificates known;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<KeyName, StoredKey> stored = new ConcurrentHashMap<>();
    private final Map<KeyName, DialogKey> opened = new ConcurrentHashMap<>();
    private final Map<Pair, DialogKey> current = new ConcurrentHashMap<>();
    private final Map<CipherName, DialogCipher> ciphers = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CipherName, DialogCipher> eldest) {
            return size() > CACHED_CIPHERS;
        }
    };

    KeyExchange(Storage storage, MasterKeys masterKeys, Certificates certificates, Clock clock) {
        this.store = new KeyExchangeStore(storage);
        this.masterKeys = masterKeys;
        this.certificates = certificates;
        this.known = new KnownCertificates(certificates, clock);
        this.clock = clock;
        for (StoredKey key : store.load()) {
            stored.put(new KeyName(key.databaseId(), key.keyId()), key);
        }
    }

    /**
     * Decides how a dialog that begins is secured, and makes the key if the pair of certificates has none.
     *
     * <p>Without a binding: in the clear, or refused with 9727 if encryption is asked for. With a binding: sealed; the
     * owner of the initiating service needs a certificate with a private key unless the binding is anonymous.
     *
     * @param databaseId         the initiator's
     * @param brokerInstance     service_broker_guid of the initiator's database
     * @param servicePrincipalId owner of the initiating service
     * @param encryption         ENCRYPTION = ON
     * @param binding            of the target service
     */
    public DialogProtection protect(
            int databaseId,
            UUID brokerInstance,
            int servicePrincipalId,
            boolean encryption,
            Optional<DialogBinding> binding) {
        if (binding.isEmpty()) {
            return encryption
                    ? DialogProtection.refused(DialogErrors.noRemoteServiceBinding())
                    : DialogProtection.inTheClear();
        }
        Optional<Certificate> own = Optional.empty();
        if (!binding.get().anonymous()) {
            CertificateChoice choice = certificates.forDialog(databaseId, servicePrincipalId, true);
            if (choice.refusal().isPresent()) {
                return DialogProtection.refused(choice.refusal().get());
            }
            own = choice.certificate();
        }
        CertificateChoice remote =
                certificates.forDialog(databaseId, binding.get().principalId(), false);
        if (remote.refusal().isPresent()) {
            return DialogProtection.refused(remote.refusal().get());
        }
        try {
            return DialogProtection.sealedWith(
                    keyFor(databaseId, brokerInstance, own, remote.certificate().orElseThrow()));
        } catch (SqlError e) {
            return DialogProtection.refused(e);
        }
    }

    /**
     * The key that a dialog already uses.
     *
     * @return empty if the database does not have it
     * @throws SqlError 28050 if it cannot be opened with the database master key
     */
    public Optional<DialogKey> key(int databaseId, UUID keyId) {
        KeyName name = new KeyName(databaseId, keyId);
        DialogKey key = opened.get(name);
        if (key != null) {
            return Optional.of(key);
        }
        StoredKey row = stored.get(name);
        return row == null ? Optional.empty() : Optional.of(open(row));
    }

    /**
     * Takes in a key exchange that has arrived with a message for one of the database's services.
     *
     * @param encoded {@link DialogKey#header} of the other side
     * @return the key, checked and on disk
     * @throws SqlError 28062 if it is malformed or its signature is wrong, 28024 or 28025 if the sender's certificate is
     *     not valid now, 28054 if the database has no master key, 9736 if a certificate it names is not in the database
     */
    public DialogKey accept(Database database, byte[] encoded) {
        DialogKeyHeader header = DialogKeyHeader.decode(encoded);
        KeyName name = new KeyName(database.id(), header.keyId());
        synchronized (this) {
            StoredKey row = stored.get(name);
            if (row != null) {
                return accepted(database, row, header);
            }
            PrivateKey receiverKey = privateKey(database, header.receiver());
            checkSender(database, header);
            return keep(database, header, receiverKey);
        }
    }

    /**
     * The user that owns the certificate of the dialog's other side.
     *
     * @return empty if the other side is anonymous
     * @throws SqlError 9768 if the certificate is no longer in the database
     */
    public Optional<Integer> remotePrincipal(DialogKey key) {
        if (!key.isInitiators() && key.isAnonymous()) {
            return Optional.empty();
        }
        return Optional.of(known.find(key.databaseId(), key.remote())
                .orElseThrow(DialogErrors::certificateDropped)
                .ownerId());
    }

    /**
     * Checks that the other side's certificate is valid now, as a dialog that begins demands.
     *
     * @throws SqlError 28024, 28025 or 9768
     */
    public void requireValidRemote(DialogKey key) {
        if (key.isInitiators() || !key.isAnonymous()) {
            known.checkValid(known.find(key.databaseId(), key.remote()).orElseThrow(DialogErrors::certificateDropped));
        }
    }

    /**
     * Whether a message may belong to a dialog that has begun. A dialog stays with whom it began: the target answers
     * with the initiator's key, or in the clear if the dialog is clear; the initiator may change to another key of the
     * same user, and from clear to sealed, but not back.
     *
     * @param databaseId    that the message has arrived in
     * @param fromInitiator who sent it
     * @param used          the key of the dialog so far, absent if it is clear
     * @param arrived       the key of the message, which it has been opened with
     */
    public boolean continuesDialog(int databaseId, boolean fromInitiator, Optional<UUID> used, Optional<UUID> arrived) {
        if (used.equals(arrived)) {
            return true;
        }
        if (!fromInitiator || arrived.isEmpty()) {
            return false;
        }
        return used.isEmpty()
                || remoteOwner(databaseId, used.get())
                        .filter(owner -> remoteOwner(databaseId, arrived.get())
                                .filter(owner::equals)
                                .isPresent())
                        .isPresent();
    }

    private Optional<Integer> remoteOwner(int databaseId, UUID keyId) {
        return Optional.ofNullable(stored.get(new KeyName(databaseId, keyId)))
                .flatMap(row -> known.find(databaseId, row.header().isPresent() ? row.target() : row.initiator()))
                .map(Certificate::ownerId);
    }

    /** What seals and opens the bodies of a dialog. */
    public DialogCipher cipher(DialogKey key, UUID conversationId) {
        CipherName name = new CipherName(key.databaseId(), key.id(), conversationId);
        synchronized (ciphers) {
            DialogCipher cipher = ciphers.get(name);
            if (cipher == null) {
                cipher = new DialogCipher(key, conversationId);
                ciphers.put(name, cipher);
            }
            return cipher;
        }
    }

    /** Forgets the keys of a database that is dropped. */
    public void forget(Transaction transaction, int databaseId) {
        store.deleteAll(transaction, databaseId);
        Map<KeyName, StoredKey> former = new LinkedHashMap<>(stored);
        former.keySet().removeIf(name -> name.databaseId != databaseId);
        stored.keySet().removeAll(former.keySet());
        opened.keySet().removeIf(name -> name.databaseId == databaseId);
        current.keySet().removeIf(pair -> pair.databaseId == databaseId);
        transaction.onRollback(() -> stored.putAll(former));
    }

    private DialogKey keyFor(int databaseId, UUID brokerInstance, Optional<Certificate> own, Certificate remote) {
        Pair pair = new Pair(databaseId, own.map(known::thumbprint).orElse(Thumbprint.NONE), known.thumbprint(remote));
        DialogKey key = current.get(pair);
        if (key != null) {
            return key;
        }
        synchronized (this) {
            key = current.get(pair);
            if (key == null) {
                key = newestUsable(pair).orElseGet(() -> create(databaseId, brokerInstance, own, remote));
                current.put(pair, key);
            }
            return key;
        }
    }

    /** The last key that was made for the pair, unless the master key that sealed it is gone. */
    private Optional<DialogKey> newestUsable(Pair pair) {
        StoredKey newest = null;
        for (StoredKey key : stored.values()) {
            boolean ofPair = key.databaseId() == pair.databaseId
                    && key.header().isPresent()
                    && key.initiator().equals(pair.initiator)
                    && key.target().equals(pair.target);
            if (ofPair && (newest == null || key.created() > newest.created())) {
                newest = key;
            }
        }
        if (newest == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(open(newest));
        } catch (SqlError e) {
            System.getLogger(KeyExchange.class.getName())
                    .log(System.Logger.Level.DEBUG, "a key exchange cannot be opened and is made anew", e);
            return Optional.empty();
        }
    }

    private DialogKey create(int databaseId, UUID brokerInstance, Optional<Certificate> own, Certificate remote) {
        if (!masterKeys.exists(databaseId)) {
            throw DialogErrors.sessionKeysInaccessible();
        }
        byte[] secret = new byte[SECRET_LENGTH];
        random.nextBytes(secret);
        DialogKeyHeader header;
        try {
            header = DialogKeyHeader.create(
                    UUID.randomUUID(),
                    clock.millis(),
                    brokerInstance,
                    own,
                    own.map(certificates::privateKey),
                    remote,
                    secret);
        } catch (GeneralSecurityException e) {
            throw DialogErrors.noSecurityContext("The public key of certificate '" + remote.name()
                            + "' cannot be used: " + e.getMessage() + ".")
                    .causedBy(e);
        }
        return keep(databaseId, header, Optional.of(header.encode()), secret, DialogErrors.sessionKeysInaccessible());
    }

    private DialogKey keep(Database database, DialogKeyHeader header, PrivateKey receiverKey) {
        byte[] secret;
        try {
            secret = header.unwrap(receiverKey);
        } catch (GeneralSecurityException e) {
            throw DialogErrors.invalidSignedHeader().causedBy(e);
        }
        if (secret.length != SECRET_LENGTH) {
            throw DialogErrors.invalidSignedHeader();
        }
        return keep(database.id(), header, Optional.empty(), secret, DialogErrors.masterKeyNeeded(database.name()));
    }

    private DialogKey keep(
            int databaseId, DialogKeyHeader header, Optional<byte[]> encoded, byte[] secret, SqlError noMasterKey) {
        if (!masterKeys.exists(databaseId)) {
            throw noMasterKey;
        }
        StoredKey row = new StoredKey(
                databaseId,
                header.keyId(),
                header.created(),
                header.sender(),
                header.receiver(),
                encoded,
                masterKeys.seal(databaseId, secret));
        store.insert(row);
        DialogKey key =
                new DialogKey(row.keyId(), row.databaseId(), row.initiator(), row.target(), row.header(), secret);
        KeyName name = new KeyName(row.databaseId(), row.keyId());
        stored.put(name, row);
        opened.put(name, key);
        return key;
    }

    private DialogKey open(StoredKey row) {
        byte[] secret;
        try {
            secret = masterKeys.open(row.databaseId(), row.sealedSecret());
        } catch (SqlError e) {
            throw DialogErrors.sessionKeysInaccessible().causedBy(e);
        }
        DialogKey key =
                new DialogKey(row.keyId(), row.databaseId(), row.initiator(), row.target(), row.header(), secret);
        opened.put(new KeyName(row.databaseId(), row.keyId()), key);
        return key;
    }

    /** A key exchange that is here already; its id must not be taken for other certificates. */
    private DialogKey accepted(Database database, StoredKey row, DialogKeyHeader header) {
        boolean same = row.header().isEmpty()
                && row.initiator().equals(header.sender())
                && row.target().equals(header.receiver());
        if (!same) {
            throw DialogErrors.invalidSignedHeader();
        }
        return key(database.id(), row.keyId()).orElseThrow();
    }

    private PrivateKey privateKey(Database database, Thumbprint receiver) {
        Certificate certificate = known.find(database.id(), receiver)
                .orElseThrow(() -> DialogErrors.noSecurityContext("There is no certificate with thumbprint " + receiver
                        + " in the database '" + database.name() + "'."));
        if (certificate.protection() != KeyProtection.MASTER_KEY) {
            throw DialogErrors.noSecurityContext("There is no private key that Service Broker can use for the"
                    + " certificate '" + certificate.name() + "' in the database '" + database.name() + "'.");
        }
        if (!masterKeys.exists(database.id())) {
            throw DialogErrors.masterKeyNeeded(database.name());
        }
        try {
            return certificates.privateKey(certificate);
        } catch (SqlError e) {
            throw DialogErrors.masterKeyNeeded(database.name()).causedBy(e);
        }
    }

    private void checkSender(Database database, DialogKeyHeader header) {
        if (header.isAnonymous()) {
            return;
        }
        Certificate sender = known.find(database.id(), header.sender())
                .orElseThrow(() -> DialogErrors.noSecurityContext("The certificate of the initiating service's owner,"
                        + " thumbprint " + header.sender() + ", is not in the database '" + database.name() + "'."));
        known.checkValid(sender);
        if (!header.isSignedBy(sender.x509().getPublicKey())) {
            throw DialogErrors.invalidSignedHeader();
        }
    }

    private record KeyName(int databaseId, UUID keyId) {}

    private record Pair(int databaseId, Thumbprint initiator, Thumbprint target) {}

    private record CipherName(int databaseId, UUID keyId, UUID conversationId) {}
}
