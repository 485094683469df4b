package dev.colloquy.instance.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlError;
import java.nio.file.Path;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificatesTest {
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 3, 1, 12, 0);

    @TempDir
    Path directory;

    private SecurityInstance instance;
    private Database database;
    private Principal user;

    @BeforeEach
    void open() throws Exception {
        instance = new SecurityInstance(directory);
        database = instance.createDatabase("Orders");
        user = instance.committed(transaction -> instance.security()
                .principals()
                .createUser(transaction, database.id(), "service", Optional.empty(), Optional.empty()));
        instance.commit(
                transaction -> instance.security().masterKeys().create(transaction, database, "Correct-Horse-1"));
    }

    @AfterEach
    void close() throws Exception {
        instance.close();
    }

    private Certificates certificates() {
        return instance.security().certificates();
    }

    private Certificate create(String name) {
        return instance.committed(transaction -> create(transaction, name, Optional.empty(), Optional.empty()));
    }

    private Certificate create(String name, LocalDateTime start, LocalDateTime expiry) {
        return instance.committed(transaction -> create(transaction, name, Optional.of(start), Optional.of(expiry)));
    }

    private Certificate create(
            Transaction transaction, String name, Optional<LocalDateTime> start, Optional<LocalDateTime> expiry) {
        return certificates()
                .createSelfSigned(
                        transaction, database, user, name, "A subject", start, expiry, true, Optional.empty());
    }

    private CertificateChoice choice() {
        return certificates().forDialog(database.id(), user.id(), true);
    }

    private int refusal() {
        return choice().refusal().orElseThrow().number();
    }

    @Test
    void a_new_certificate_is_valid_for_a_year() {
        Certificate certificate = create("c");

        assertEquals(NOW, certificate.start());
        assertEquals(NOW.plusYears(1), certificate.expiry());
        assertEquals(
                "CN=A subject", certificate.x509().getSubjectX500Principal().getName());
        assertEquals("SHA256withRSA", certificate.x509().getSigAlgName());
        assertEquals(1, certificate.x509().getSerialNumber().signum());
        assertTrue(certificates().validityWarning(certificate).isEmpty());
    }

    @Test
    void the_private_key_survives_a_restart() throws Exception {
        create("c");
        instance.restart();
        Certificate kept = certificates().named(database.id(), "C").orElseThrow();
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(certificates().privateKey(kept));
        signer.update((byte) 42);
        byte[] signature = signer.sign();
        Signature verifier = Signature.getInstance("SHA256withRSA");
        verifier.initVerify(kept.x509());
        verifier.update((byte) 42);

        assertTrue(verifier.verify(signature));
        kept.x509().verify(kept.x509().getPublicKey());
    }

    @Test
    void rollback_undoes_creation_and_change() {
        Certificate certificate = create("c");
        instance.rollBack(transaction -> {
            create(transaction, "d", Optional.empty(), Optional.empty());
            certificates().setActive(transaction, certificate, false);
            assertFalse(certificates().named(database.id(), "c").orElseThrow().activeForBeginDialog());
        });

        assertTrue(certificates().named(database.id(), "d").isEmpty());
        assertTrue(certificates().named(database.id(), "c").orElseThrow().activeForBeginDialog());
    }

    @Test
    void without_master_key_there_is_no_certificate() {
        Database other = instance.createDatabase("Other");
        Principal dbo = instance.security()
                .principals()
                .withId(other.id(), Principal.DBO)
                .orElseThrow();
        instance.rollBack(transaction -> {
            SqlError error = assertThrows(
                    SqlError.class,
                    () -> certificates()
                            .createSelfSigned(
                                    transaction,
                                    other,
                                    dbo,
                                    "c",
                                    "s",
                                    Optional.empty(),
                                    Optional.empty(),
                                    true,
                                    Optional.empty()));
            assertEquals(15581, error.number());
        });
    }

    @Test
    void a_name_and_a_subject_are_checked() {
        create("c");
        instance.rollBack(transaction -> {
            assertEquals(
                    15232,
                    assertThrows(SqlError.class, () -> create(transaction, "C", Optional.empty(), Optional.empty()))
                            .number());
            SqlError subject = assertThrows(
                    SqlError.class,
                    () -> certificates()
                            .createSelfSigned(
                                    transaction,
                                    database,
                                    user,
                                    "d",
                                    "",
                                    Optional.empty(),
                                    Optional.empty(),
                                    true,
                                    Optional.empty()));
            assertEquals(15212, subject.number());
        });
    }

    @Test
    void an_exported_certificate_is_imported_elsewhere() throws Exception {
        byte[] der = create("c").x509().getEncoded();
        Database other = instance.createDatabase("Other");
        Principal proxy = instance.committed(transaction -> instance.security()
                .principals()
                .createUser(transaction, other.id(), "proxy", Optional.empty(), Optional.empty()));
        Certificate imported = instance.committed(transaction ->
                certificates().importCertificate(transaction, other, proxy, "peer", der, Optional.empty(), true));
        instance.restart();

        Certificate kept = certificates().named(other.id(), "peer").orElseThrow();
        assertArrayEquals(der, kept.x509().getEncoded());
        assertEquals(KeyProtection.NONE, kept.protection());
        assertEquals(
                Optional.of(imported.id()),
                certificates().matching(other.id(), kept.x509()).map(Certificate::id));
        assertTrue(certificates()
                .forDialog(other.id(), proxy.id(), false)
                .certificate()
                .isPresent());
        assertEquals(
                9733,
                certificates()
                        .forDialog(other.id(), proxy.id(), true)
                        .refusal()
                        .orElseThrow()
                        .number());
        assertEquals(
                9733,
                assertThrows(SqlError.class, () -> certificates().privateKey(kept))
                        .number());
    }

    @Test
    void the_same_certificate_is_imported_once() throws Exception {
        byte[] der = create("c").x509().getEncoded();
        instance.rollBack(transaction -> {
            SqlError error = assertThrows(
                    SqlError.class,
                    () -> certificates()
                            .importCertificate(transaction, database, user, "again", der, Optional.empty(), true));
            assertEquals(15232, error.number());
        });
    }

    @Test
    void garbage_is_no_certificate() {
        instance.rollBack(transaction -> {
            SqlError error = assertThrows(
                    SqlError.class,
                    () -> certificates()
                            .importCertificate(
                                    transaction, database, user, "bad", new byte[] {1, 2, 3}, Optional.empty(), true));
            assertEquals(15297, error.number());
        });
    }

    @Test
    void roles_cannot_own_certificates() {
        Principal role = instance.committed(transaction ->
                instance.security().principals().createRole(transaction, database.id(), "r", Optional.empty()));
        Certificate certificate = create("c");
        instance.rollBack(transaction -> {
            SqlError error =
                    assertThrows(SqlError.class, () -> certificates().setOwner(transaction, certificate, role));
            assertEquals(15353, error.number());
        });
    }

    @Test
    void the_latest_expiry_is_chosen() {
        create("short", NOW, NOW.plusMonths(6));
        create("long", NOW, NOW.plusYears(2));
        create("future", NOW.plusYears(1), NOW.plusYears(5));

        assertEquals("long", choice().certificate().orElseThrow().name());
    }

    @Test
    void an_inactive_certificate_is_passed_over() {
        create("short", NOW, NOW.plusMonths(6));
        Certificate longer = create("long", NOW, NOW.plusYears(2));
        instance.commit(transaction -> certificates().setActive(transaction, longer, false));

        assertEquals("short", choice().certificate().orElseThrow().name());
    }

    @Test
    void the_reason_for_having_none_is_told() {
        assertEquals(9731, refusal());
        Certificate certificate = create("c", NOW, NOW.plusMonths(1));
        instance.commit(transaction -> certificates().setActive(transaction, certificate, false));
        assertEquals(9767, refusal());
        instance.commit(transaction -> certificates().setActive(transaction, certificate, true));
        assertTrue(choice().certificate().isPresent());
        instance.clock().forward(Duration.ofDays(60));
        assertEquals(28025, refusal());
    }

    @Test
    void a_certificate_of_the_future_is_not_yet_used() {
        Certificate certificate = create("c", NOW.plusDays(1), NOW.plusDays(9));

        assertEquals(28024, refusal());
        assertEquals(
                15215, certificates().validityWarning(certificate).orElseThrow().number());
    }

    @Test
    void odd_dates_are_warned_about() {
        Certificate expired = create("expired", NOW.minusDays(9), NOW.minusDays(1));
        Certificate reversed = create("reversed", NOW.plusDays(1), NOW);

        assertEquals(
                15214, certificates().validityWarning(expired).orElseThrow().number());
        assertEquals(
                15213, certificates().validityWarning(reversed).orElseThrow().number());
    }

    @Test
    void a_key_under_a_password_is_of_no_use_in_dialogs() {
        Certificate certificate = instance.committed(transaction -> certificates()
                .createSelfSigned(
                        transaction,
                        database,
                        user,
                        "c",
                        "s",
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Optional.of("Correct-Horse-1")));

        assertEquals(KeyProtection.PASSWORD, certificate.protection());
        assertEquals(9737, refusal());
    }

    @Test
    void the_master_key_stays_while_a_certificate_needs_it() {
        Certificate certificate = create("c");
        MasterKeys keys = instance.security().masterKeys();
        instance.rollBack(transaction -> {
            SqlError error = assertThrows(SqlError.class, () -> keys.drop(transaction, database));
            assertEquals(15580, error.number());
        });
        instance.commit(transaction -> {
            certificates().drop(transaction, certificate);
            keys.drop(transaction, database);
        });

        assertFalse(keys.exists(database.id()));
    }

    @Test
    void a_private_key_moves_with_its_certificate() throws Exception {
        Certificate original = create("c");
        byte[] der = original.x509().getEncoded();
        byte[] originalKey = certificates().privateKey(original).getEncoded();
        byte[] exported = certificates().exportPrivateKey(original, "Moving-Horse-1", Optional.empty());
        PrivateKeyImport key = new PrivateKeyImport(exported, Optional.of("Moving-Horse-1"), Optional.empty());
        PrivateKeyImport wrong = new PrivateKeyImport(exported, Optional.of("Moving-Horse-2"), Optional.empty());
        Certificate other = create("other");
        Certificate moved = instance.committed(transaction -> {
            certificates().drop(transaction, original);
            assertEquals(15465, refusalOf(transaction, der, wrong));
            return certificates().importCertificate(transaction, database, user, "moved", der, Optional.of(key), true);
        });

        assertEquals(KeyProtection.MASTER_KEY, moved.protection());
        assertArrayEquals(originalKey, certificates().privateKey(moved).getEncoded());
        instance.commit(transaction -> certificates().drop(transaction, other));
        instance.rollBack(transaction -> assertEquals(15298, refusalOf(transaction, encoded(other), key)));
    }

    private static byte[] encoded(Certificate certificate) {
        try {
            return certificate.x509().getEncoded();
        } catch (CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private int refusalOf(Transaction transaction, byte[] der, PrivateKeyImport key) {
        return assertThrows(
                        SqlError.class,
                        () -> certificates()
                                .importCertificate(transaction, database, user, "moved2", der, Optional.of(key), true))
                .number();
    }
}
