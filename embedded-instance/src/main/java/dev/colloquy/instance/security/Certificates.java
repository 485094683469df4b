package dev.colloquy.instance.security;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.ObjectStore;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlInfo;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import javax.crypto.AEADBadTagException;

/** The certificates of every database with their private keys. */
public final class Certificates {
    /** Ids of certificates are greater. */
    private static final int LAST_SYSTEM_ID = 255;

    private static final int LONGEST_SUBJECT = 128;
    private static final int PASSWORD_ITERATIONS = 100_000;

    private final MasterKeys masterKeys;
    private final Permissions permissions;
    private final Clock clock;
    private final NameIndex<StoredCertificate> byName = new NameIndex<>(stored ->
            NameKey.of(stored.certificate().databaseId(), stored.certificate().name()));
    private final Register<StoredCertificate> certificates;
    private final Map<CertificateKey, PrivateKey> openedKeys = new ConcurrentHashMap<>();

    private record CertificateKey(int databaseId, int id, X509Certificate x509) {}

    Certificates(ObjectStore store, MasterKeys masterKeys, Permissions permissions, Clock clock) {
        this.masterKeys = masterKeys;
        this.permissions = permissions;
        this.clock = clock;
        this.certificates = new Register<>(store, StoredCertificate.CODEC, byName);
        masterKeys.usedBy(databaseId -> all(databaseId).stream()
                .filter(certificate -> certificate.protection() == KeyProtection.MASTER_KEY)
                .map(Certificate::name)
                .findFirst());
    }

    public Optional<Certificate> named(int databaseId, String name) {
        return byName.named(databaseId, name).map(StoredCertificate::certificate);
    }

    public Optional<Certificate> withId(int databaseId, int id) {
        return certificates.withId(databaseId, id).map(StoredCertificate::certificate);
    }

    /** The certificates of a database by id. */
    public List<Certificate> all(int databaseId) {
        return certificates.all(databaseId).stream()
                .map(StoredCertificate::certificate)
                .toList();
    }

    /**
     * {@code CREATE CERTIFICATE … WITH SUBJECT}: a new key pair, RSA with 2048 bits. Tell the client {@link
     * #validityWarning} afterwards.
     *
     * @param start              UTC, absent for now
     * @param expiry             UTC, absent for a year after the start
     * @param encryptionPassword absent if the database master key is to protect the private key
     * @throws SqlError 15581 without a master key, 15232 if the name is taken, 15212 if the subject is too short or
     *     long, 15353 if the owner is a role
     */
    public Certificate createSelfSigned(
            Transaction transaction,
            Database database,
            Principal owner,
            String name,
            String subject,
            Optional<LocalDateTime> start,
            Optional<LocalDateTime> expiry,
            boolean activeForBeginDialog,
            Optional<String> encryptionPassword) {
        if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
            throw SecurityErrors.invalidSubject(LONGEST_SUBJECT);
        }
        checkNew(database, owner, name);
        KeyProtection protection = protection(database, encryptionPassword);
        LocalDateTime from = start.orElseGet(this::now).truncatedTo(ChronoUnit.SECONDS);
        LocalDateTime to = expiry.orElse(from.plusYears(1)).truncatedTo(ChronoUnit.SECONDS);
        SelfSigned made = SelfSigned.create(subject, from, to);
        Certificate certificate = new Certificate(
                database.id(),
                certificates.nextId(database.id(), LAST_SYSTEM_ID),
                name,
                owner.id(),
                made.x509(),
                protection,
                activeForBeginDialog);
        certificates.put(transaction, sealed(certificate, made.privateKey(), encryptionPassword));
        return certificate;
    }

    /**
     * {@code CREATE CERTIFICATE … FROM}: a certificate made elsewhere.
     *
     * @throws SqlError 15297 if the data is no certificate with an RSA key, 15232 if name or certificate is there
     *     already, 15353 if the owner is a role; with a private key also 15581, 15465 and 15298
     */
    public Certificate importCertificate(
            Transaction transaction,
            Database database,
            Principal owner,
            String name,
            byte[] der,
            Optional<PrivateKeyImport> key,
            boolean activeForBeginDialog) {
        checkNew(database, owner, name);
        X509Certificate x509 = parse(der);
        if (matching(database.id(), x509).isPresent()) {
            throw SecurityErrors.certificateExists(name);
        }
        KeyProtection protection =
                key.isPresent() ? protection(database, key.get().encryptionPassword()) : KeyProtection.NONE;
        Certificate certificate = new Certificate(
                database.id(),
                certificates.nextId(database.id(), LAST_SYSTEM_ID),
                name,
                owner.id(),
                x509,
                protection,
                activeForBeginDialog);
        certificates.put(
                transaction,
                key.isPresent()
                        ? sealed(
                                certificate,
                                PvkFile.read(key.get(), x509),
                                key.get().encryptionPassword())
                        : StoredCertificate.withoutKey(certificate));
        return certificate;
    }

    private void checkNew(Database database, Principal owner, String name) {
        if (owner.isRole()) {
            throw SecurityErrors.certificateOwner();
        }
        if (named(database.id(), name).isPresent()) {
            throw SecurityErrors.certificateExists(name);
        }
    }

    private KeyProtection protection(Database database, Optional<String> password) {
        if (password.isPresent()) {
            PasswordPolicy.check(password.get(), Optional.empty());
            return KeyProtection.PASSWORD;
        }
        if (!masterKeys.exists(database.id())) {
            throw SecurityErrors.masterKeyMissing();
        }
        return KeyProtection.MASTER_KEY;
    }

    private StoredCertificate sealed(Certificate certificate, PrivateKey key, Optional<String> password) {
        byte[] encoded = key.getEncoded();
        if (password.isEmpty()) {
            byte[] sealed = masterKeys.seal(certificate.databaseId(), encoded);
            return new StoredCertificate(certificate, sealed, new byte[0]);
        }
        byte[] salt = Sealing.random(Sealing.SALT_BYTES);
        byte[] sealed = Sealing.seal(Sealing.keyFrom(password.get(), salt, PASSWORD_ITERATIONS), encoded);
        return new StoredCertificate(certificate, sealed, salt);
    }

    private static X509Certificate parse(byte[] der) {
        try {
            X509Certificate x509 = StoredCertificate.parse(der);
            if (x509 != null && x509.getPublicKey() instanceof RSAPublicKey) {
                return x509;
            }
            throw SecurityErrors.invalidCertificateData();
        } catch (CertificateException e) {
            throw SecurityErrors.invalidCertificateData().causedBy(e);
        }
    }

    /** {@code DROP CERTIFICATE}. That no endpoint uses it is for the caller to check (3716). */
    public void drop(Transaction transaction, Certificate certificate) {
        permissions.forget(transaction, securable(certificate));
        certificates.remove(transaction, stored(certificate));
        openedKeys.remove(key(certificate));
    }

    private static Securable securable(Certificate certificate) {
        return new Securable(Securable.CERTIFICATE, certificate.databaseId(), certificate.id());
    }

    /** {@code ALTER CERTIFICATE … WITH ACTIVE FOR BEGIN_DIALOG}. */
    public void setActive(Transaction transaction, Certificate certificate, boolean active) {
        change(transaction, certificate, current -> current.withActive(active));
    }

    /**
     * {@code ALTER AUTHORIZATION ON CERTIFICATE}.
     *
     * @throws SqlError 15353 if the new owner is a role
     */
    public void setOwner(Transaction transaction, Certificate certificate, Principal owner) {
        if (owner.isRole()) {
            throw SecurityErrors.certificateOwner();
        }
        change(transaction, certificate, current -> current.withOwner(owner.id()));
    }

    private void change(Transaction transaction, Certificate certificate, UnaryOperator<Certificate> changed) {
        StoredCertificate stored = stored(certificate);
        certificates.put(transaction, stored.with(changed.apply(stored.certificate())));
    }

    private StoredCertificate stored(Certificate certificate) {
        return certificates
                .withId(certificate.databaseId(), certificate.id())
                .orElseThrow(() -> SqlErrors.cannotFind("find", "certificate", certificate.name()));
    }

    /** The certificate of a database with the issuer and serial number of the presented one (28045 if it differs). */
    public Optional<Certificate> matching(int databaseId, X509Certificate presented) {
        return all(databaseId).stream()
                .filter(certificate -> certificate.x509().getSerialNumber().equals(presented.getSerialNumber())
                        && certificate.x509().getIssuerX500Principal().equals(presented.getIssuerX500Principal()))
                .findFirst();
    }

    /**
     * The certificate that a principal uses in new dialogs: of those that are valid now and ACTIVE FOR BEGIN_DIALOG the
     * one with the latest expiry.
     *
     * @param needsPrivateKey true for the principal of the local service, false for the one of the remote service
     */
    public CertificateChoice forDialog(int databaseId, int principalId, boolean needsPrivateKey) {
        List<Certificate> owned = all(databaseId).stream()
                .filter(certificate -> certificate.ownerId() == principalId)
                .toList();
        if (owned.isEmpty()) {
            return CertificateChoice.refused(SecurityErrors.noCertificate(principalId));
        }
        List<Certificate> usable = owned;
        if (needsPrivateKey) {
            usable = owned.stream()
                    .filter(certificate -> certificate.protection() == KeyProtection.MASTER_KEY)
                    .toList();
            if (usable.isEmpty()) {
                boolean hasKey = owned.stream().anyMatch(Certificate::hasPrivateKey);
                return CertificateChoice.refused(
                        hasKey
                                ? SecurityErrors.privateKeyHasPassword(principalId)
                                : SecurityErrors.noPrivateKey(principalId));
            }
        }
        return latest(usable, principalId);
    }

    private CertificateChoice latest(List<Certificate> usable, int principalId) {
        List<Certificate> active =
                usable.stream().filter(Certificate::activeForBeginDialog).toList();
        if (active.isEmpty()) {
            return CertificateChoice.refused(SecurityErrors.certificateInactive(principalId));
        }
        LocalDateTime now = now();
        return active.stream()
                .filter(certificate -> certificate.isValidAt(now))
                .max(Comparator.comparing(Certificate::expiry))
                .map(CertificateChoice::of)
                .orElseGet(() -> {
                    boolean early = active.stream()
                            .anyMatch(certificate -> certificate.start().isAfter(now));
                    return CertificateChoice.refused(
                            early
                                    ? SecurityErrors.certificateNotYetValid(principalId)
                                    : SecurityErrors.certificateExpired(principalId));
                });
    }

    /**
     * The private key, opened with the database master key.
     *
     * @throws SqlError 15581 without the master key, 9733 or 9737 if there is no key that it opens
     */
    public PrivateKey privateKey(Certificate certificate) {
        CertificateKey key = key(certificate);
        PrivateKey known = openedKeys.get(key);
        if (known != null) {
            return known;
        }
        switch (certificate.protection()) {
            case NONE -> throw SecurityErrors.noPrivateKey(certificate.ownerId());
            case PASSWORD -> throw SecurityErrors.privateKeyHasPassword(certificate.ownerId());
            case MASTER_KEY -> {
                PrivateKey opened = decode(masterKeys.open(
                        certificate.databaseId(), stored(certificate).sealedKey()));
                openedKeys.put(key, opened);
                return opened;
            }
        }
        throw new AssertionError(certificate.protection());
    }

    /**
     * The private key in PVK format, for BACKUP CERTIFICATE and CERTPRIVATEKEY.
     *
     * @param encryptionPassword what the result is encrypted with
     * @param decryptionPassword what protects the key in the database, absent for the database master key
     * @throws SqlError 15465 if a password is wrong or missing, 15116 to 15118 if the new one is weak, 9733 without key
     */
    public byte[] exportPrivateKey(
            Certificate certificate, String encryptionPassword, Optional<String> decryptionPassword) {
        PasswordPolicy.check(encryptionPassword, Optional.empty());
        PrivateKey key = certificate.protection() == KeyProtection.PASSWORD
                ? openedWith(decryptionPassword.orElseThrow(SecurityErrors::invalidKeyPassword), certificate)
                : privateKey(certificate);
        return PvkFile.write((RSAPrivateCrtKey) key, encryptionPassword);
    }

    private PrivateKey openedWith(String password, Certificate certificate) {
        StoredCertificate stored = stored(certificate);
        try {
            return decode(
                    Sealing.open(Sealing.keyFrom(password, stored.salt(), PASSWORD_ITERATIONS), stored.sealedKey()));
        } catch (AEADBadTagException e) {
            throw SecurityErrors.invalidKeyPassword().causedBy(e);
        }
    }

    private static CertificateKey key(Certificate certificate) {
        return new CertificateKey(certificate.databaseId(), certificate.id(), certificate.x509());
    }

    private static PrivateKey decode(byte[] pkcs8) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (GeneralSecurityException e) {
            throw SecurityErrors.invalidCertificateData().causedBy(e);
        }
    }

    /** What is odd about the dates of a new certificate: 15213, 15214 or 15215 as information. */
    public Optional<SqlInfo> validityWarning(Certificate certificate) {
        LocalDateTime now = now();
        if (certificate.expiry().isBefore(certificate.start())) {
            return warning(15213, "has an invalid validity period; its expiration date precedes its start date.");
        }
        if (certificate.expiry().isBefore(now)) {
            return warning(15214, "is expired.");
        }
        if (certificate.start().isAfter(now)) {
            return warning(15215, "is not yet valid; its start date is in the future.");
        }
        return Optional.empty();
    }

    private static Optional<SqlInfo> warning(int number, String rest) {
        return Optional.of(new SqlInfo(number, 1, 10, "Warning: The certificate you created " + rest, 0));
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    void forget(Transaction transaction, int databaseId) {
        certificates.forget(transaction, databaseId);
    }
}
