package dev.colloquy.instance.security;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.types.SqlError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dialog security between the databases of two instances. */
class KeyExchangeTest {
    private static final byte[] ASSOCIATED = "who, what, where".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BODY = "<request/>".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private Side initiator;
    private Side target;
    private Principal targetUserHere;
    private Principal initiatorUserThere;

    @BeforeEach
    void exchangeCertificates() throws IOException {
        initiator = new Side(directory.resolve("initiator"));
        target = new Side(directory.resolve("target"));
        targetUserHere = initiator.proxyFor(target.certificate);
        initiatorUserThere = target.proxyFor(initiator.certificate);
    }

    @AfterEach
    void close() throws IOException {
        initiator.instance.close();
        target.instance.close();
    }

    @Test
    void without_binding_a_dialog_that_asks_for_encryption_is_refused() {
        assertEquals(9727, refusal(initiator.protect(true, Optional.empty())));
    }

    @Test
    void without_binding_a_dialog_that_does_not_ask_for_encryption_is_clear() {
        assertTrue(initiator.protect(false, Optional.empty()).isClear());
    }

    @Test
    void with_binding_a_dialog_is_sealed_whether_it_asks_or_not() {
        DialogProtection asking = initiator.protect(true, binding(false));
        DialogProtection notAsking = initiator.protect(false, binding(false));

        assertFalse(asking.key().orElseThrow().isAnonymous());
        assertEquals(
                asking.key().orElseThrow().id(), notAsking.key().orElseThrow().id());
    }

    @Test
    void an_anonymous_binding_needs_no_certificate_of_the_initiator() {
        initiator.dropOwnCertificate();

        DialogKey key = initiator.protect(true, binding(true)).key().orElseThrow();

        assertTrue(key.isAnonymous());
        DialogKey arrived = target.accept(key.header().orElseThrow());
        assertEquals(Optional.empty(), target.keys().remotePrincipal(arrived));
        assertOpens(key, arrived);
    }

    @Test
    void a_binding_that_is_not_anonymous_needs_a_certificate_of_the_initiator() {
        initiator.dropOwnCertificate();

        assertEquals(9731, refusal(initiator.protect(true, binding(false))));
        assertEquals(9731, refusal(initiator.protect(false, binding(false))));
    }

    @Test
    void a_binding_user_without_certificate_is_refused() {
        Principal nobody = initiator.user("Nobody");

        DialogProtection protection = initiator.protect(true, Optional.of(new DialogBinding(nobody.id(), false)));

        assertEquals(9731, refusal(protection));
    }

    @Test
    void an_expired_certificate_is_refused() {
        initiator.instance.clock().forward(Duration.ofDays(400));

        assertEquals(28025, refusal(initiator.protect(true, binding(false))));
    }

    @Test
    void without_master_key_an_anonymous_dialog_is_refused() throws CertificateEncodingException {
        Database bare = initiator.instance.createDatabase("Bare");
        Principal user = initiator.instance.committed(tx -> initiator
                .security()
                .principals()
                .createUser(tx, bare.id(), "TargetUser", Optional.empty(), Optional.empty()));
        byte[] encoded = target.certificate.x509().getEncoded();
        initiator.instance.commit(tx -> initiator
                .security()
                .certificates()
                .importCertificate(tx, bare, user, "TargetCertificate", encoded, Optional.empty(), true));

        DialogProtection protection = initiator
                .keys()
                .protect(
                        bare.id(),
                        bare.serviceBrokerGuid(),
                        Principal.DBO,
                        true,
                        Optional.of(new DialogBinding(user.id(), true)));

        assertEquals(28050, refusal(protection));
    }

    @Test
    void both_sides_open_what_the_other_has_sealed() {
        DialogKey key = initiator.protect(true, binding(false)).key().orElseThrow();
        DialogKey arrived = target.accept(key.header().orElseThrow());

        assertEquals(key.id(), arrived.id());
        assertEquals(Optional.of(initiatorUserThere.id()), target.keys().remotePrincipal(arrived));
        assertOpens(key, arrived);
    }

    @Test
    void the_pair_keeps_its_key_over_a_restart_of_both_sides() throws IOException {
        DialogKey before = initiator.protect(true, binding(false)).key().orElseThrow();
        DialogKey arrivedBefore = target.accept(before.header().orElseThrow());

        initiator.instance.restart();
        target.instance.restart();

        DialogKey after = initiator.protect(true, binding(false)).key().orElseThrow();
        assertEquals(before.id(), after.id());
        DialogKey arrivedAfter =
                target.keys().key(target.database.id(), before.id()).orElseThrow();
        assertOpens(after, arrivedAfter);
        assertEquals(arrivedBefore.id(), arrivedAfter.id());
    }

    @Test
    void a_new_certificate_leads_to_a_new_key_and_the_old_one_goes_on_working() {
        DialogKey old = initiator.protect(true, binding(false)).key().orElseThrow();
        target.accept(old.header().orElseThrow());
        initiator.instance.clock().forward(Duration.ofDays(30));
        target.instance.clock().forward(Duration.ofDays(30));

        initiator.renewCertificate();
        DialogKey renewed = initiator.protect(true, binding(false)).key().orElseThrow();

        assertNotEquals(old.id(), renewed.id());
        SqlError unknown = assertThrows(
                SqlError.class, () -> target.accept(renewed.header().orElseThrow()));
        assertTrue(unknown.getMessage().contains("is not in the database 'TargetDB'"), unknown.getMessage());
        target.importFor(initiatorUserThere, initiator.certificate);
        assertOpens(renewed, target.accept(renewed.header().orElseThrow()));
        assertOpens(
                initiator.keys().key(initiator.database.id(), old.id()).orElseThrow(),
                target.keys().key(target.database.id(), old.id()).orElseThrow());
    }

    @Test
    void every_change_of_a_key_exchange_is_noticed() {
        byte[] header = initiator
                .protect(true, binding(false))
                .key()
                .flatMap(DialogKey::header)
                .orElseThrow();

        for (int i = 0; i < header.length; i += 7) {
            byte[] changed = header.clone();
            changed[i] ^= 1;
            assertThrows(SqlError.class, () -> target.accept(changed), "byte " + i);
        }
        for (int length = 0; length < header.length; length += 11) {
            byte[] cut = Arrays.copyOf(header, length);
            assertThrows(SqlError.class, () -> target.accept(cut), "length " + length);
        }
        assertEquals(Optional.empty(), target.keys().key(target.database.id(), UUID.randomUUID()));
    }

    @Test
    void a_key_taken_from_another_header_does_not_unwrap() {
        byte[] encoded = initiator
                .protect(true, binding(true))
                .key()
                .flatMap(DialogKey::header)
                .orElseThrow();
        DialogKeyHeader stolen = DialogKeyHeader.decode(encoded);

        byte[] renamed = new DialogKeyHeader(
                        UUID.randomUUID(),
                        stolen.created(),
                        stolen.fromBroker(),
                        stolen.sender(),
                        stolen.receiver(),
                        stolen.wrappedKey(),
                        stolen.signature())
                .encode();

        assertEquals(
                28062,
                assertThrows(SqlError.class, () -> target.accept(renamed)).number());
    }

    @Test
    void a_sender_whose_certificate_has_expired_is_refused() {
        byte[] header = initiator
                .protect(true, binding(false))
                .key()
                .flatMap(DialogKey::header)
                .orElseThrow();
        target.instance.clock().forward(Duration.ofDays(400));

        assertEquals(
                28025, assertThrows(SqlError.class, () -> target.accept(header)).number());
    }

    @Test
    void a_receiver_without_the_named_private_key_refuses() {
        byte[] header = initiator
                .protect(true, binding(false))
                .key()
                .flatMap(DialogKey::header)
                .orElseThrow();
        target.dropOwnCertificate();

        SqlError refusal = assertThrows(SqlError.class, () -> target.accept(header));

        assertTrue(refusal.getMessage().contains("There is no certificate with thumbprint"), refusal.getMessage());
    }

    @Test
    void a_dialog_of_a_dropped_certificate_is_refused() {
        DialogKey key = initiator.protect(true, binding(false)).key().orElseThrow();
        DialogKey arrived = target.accept(key.header().orElseThrow());

        target.dropCertificatesOf(initiatorUserThere);

        assertEquals(
                9768,
                assertThrows(SqlError.class, () -> target.keys().remotePrincipal(arrived))
                        .number());
    }

    @Test
    void nobody_else_can_take_part_in_a_dialog_that_has_begun() {
        DialogKey first = initiator.protect(true, binding(false)).key().orElseThrow();
        target.accept(first.header().orElseThrow());
        DialogKey anonymous = initiator.protect(true, binding(true)).key().orElseThrow();
        target.accept(anonymous.header().orElseThrow());
        initiator.instance.clock().forward(Duration.ofDays(1));
        target.instance.clock().forward(Duration.ofDays(1));
        initiator.renewCertificate();
        target.importFor(initiatorUserThere, initiator.certificate);
        DialogKey renewed = initiator.protect(true, binding(false)).key().orElseThrow();
        target.accept(renewed.header().orElseThrow());

        assertTrue(target.continues(true, first, first));
        assertTrue(target.continues(true, first, renewed), "the same user with a newer certificate");
        assertTrue(target.continues(true, null, first), "a clear dialog that is secured later");
        assertFalse(target.continues(true, first, null), "in the clear");
        assertFalse(target.continues(true, first, anonymous), "an anonymous peer");
        assertFalse(target.continues(true, anonymous, first), "somebody else than the anonymous peer");
        assertTrue(initiator.continues(false, first, first));
        assertFalse(initiator.continues(false, first, renewed), "a target answers with the initiator's key");
        assertFalse(initiator.continues(false, first, null), "a reply in the clear");
        assertFalse(initiator.continues(false, null, first), "a sealed reply to a clear dialog");
        assertTrue(initiator.continues(false, null, null));
    }

    @Test
    void a_dropped_database_leaves_no_keys() throws IOException {
        DialogKey key = initiator.protect(true, binding(false)).key().orElseThrow();

        initiator.instance.commit(tx -> initiator.keys().forget(tx, initiator.database.id()));

        assertEquals(Optional.empty(), initiator.keys().key(initiator.database.id(), key.id()));
        initiator.instance.restart();
        assertEquals(Optional.empty(), initiator.keys().key(initiator.database.id(), key.id()));
    }

    private Optional<DialogBinding> binding(boolean anonymous) {
        return Optional.of(new DialogBinding(targetUserHere.id(), anonymous));
    }

    private static int refusal(DialogProtection protection) {
        assertTrue(protection.key().isEmpty());
        return protection.refusal().orElseThrow().number();
    }

    private void assertOpens(DialogKey atInitiator, DialogKey atTarget) {
        UUID conversation = UUID.randomUUID();
        DialogCipher here = initiator.keys().cipher(atInitiator, conversation);
        DialogCipher there = target.keys().cipher(atTarget, conversation);
        assertArrayEquals(BODY, there.open(true, ASSOCIATED, here.seal(true, ASSOCIATED, BODY)));
        assertArrayEquals(BODY, here.open(false, ASSOCIATED, there.seal(false, ASSOCIATED, BODY)));
    }

    /** A database with a master key, and a user that owns its service and a certificate. */
    private static final class Side {
        private final SecurityInstance instance;
        private final Database database;
        private final Principal owner;
        private Certificate certificate;
        private int certificates;

        Side(Path directory) throws IOException {
            instance = new SecurityInstance(directory);
            database = instance.createDatabase(directory.endsWith("target") ? "TargetDB" : "InitiatorDB");
            instance.commit(tx -> security().masterKeys().create(tx, database, "A master key 1"));
            owner = user("Owner");
            renewCertificate();
        }

        Security security() {
            return instance.security();
        }

        KeyExchange keys() {
            return security().keyExchange();
        }

        DialogProtection protect(boolean encryption, Optional<DialogBinding> binding) {
            return keys().protect(database.id(), database.serviceBrokerGuid(), owner.id(), encryption, binding);
        }

        DialogKey accept(byte[] header) {
            return keys().accept(database, header);
        }

        boolean continues(boolean fromInitiator, DialogKey used, DialogKey arrived) {
            return keys().continuesDialog(
                            database.id(),
                            fromInitiator,
                            Optional.ofNullable(used).map(DialogKey::id),
                            Optional.ofNullable(arrived).map(DialogKey::id));
        }

        Principal user(String name) {
            return instance.committed(tx ->
                    security().principals().createUser(tx, database.id(), name, Optional.empty(), Optional.empty()));
        }

        Principal proxyFor(Certificate remote) {
            Principal proxy = user("Remote");
            importFor(proxy, remote);
            return proxy;
        }

        void importFor(Principal proxy, Certificate remote) {
            try {
                byte[] encoded = remote.x509().getEncoded();
                instance.commit(tx -> security()
                        .certificates()
                        .importCertificate(
                                tx, database, proxy, "Remote" + ++certificates, encoded, Optional.empty(), true));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
        }

        void renewCertificate() {
            LocalDateTime expiry = LocalDateTime.now(instance.clock()).plusYears(1);
            certificate = instance.committed(tx -> security()
                    .certificates()
                    .createSelfSigned(
                            tx,
                            database,
                            owner,
                            "Own" + ++certificates,
                            database.name(),
                            Optional.empty(),
                            Optional.of(expiry),
                            true,
                            Optional.empty()));
        }

        void dropOwnCertificate() {
            dropCertificatesOf(owner);
        }

        void dropCertificatesOf(Principal principal) {
            instance.commit(tx -> security().certificates().all(database.id()).stream()
                    .filter(c -> c.ownerId() == principal.id())
                    .forEach(c -> security().certificates().drop(tx, c)));
        }
    }
}
