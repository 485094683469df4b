package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.EncryptionMode;
import dev.colloquy.instance.broker.Endpoint;
import dev.colloquy.instance.broker.EndpointState;
import dev.colloquy.instance.security.Certificate;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.Securable;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** An instance's master database with an endpoint's certificate, and the logins of its peers. */
final class EndpointSide implements AutoCloseable {
    static final int ENDPOINT_ID = 65_536;

    private final Storage storage;
    private final Security security;
    private final StorageSession session;
    private final Path secret;
    private final Clock clock = Clock.systemUTC();
    private final Database master;
    private int names;

    EndpointSide(Path directory, Path secret) throws IOException {
        this.storage = Storage.open(directory, clock);
        this.security = new Security(storage, directory, clock);
        this.session = storage.openSession();
        this.secret = secret;
        this.master = storage.databases().withId(Database.MASTER).orElseThrow();
        commit(tx -> security.masterKeys().create(tx, master, "A master key 1"));
    }

    Certificate newCertificate(LocalDateTime start, LocalDateTime expiry) {
        String name = "Transport" + ++names;
        commit(tx -> security.certificates()
                .createSelfSigned(
                        tx,
                        master,
                        user("dbo"),
                        name,
                        "transport of " + UUID.randomUUID(),
                        Optional.of(start),
                        Optional.of(expiry),
                        true,
                        Optional.empty()));
        return security.certificates().named(Database.MASTER, name).orElseThrow();
    }

    Certificate newCertificate() {
        LocalDateTime now = LocalDateTime.now(clock);
        return newCertificate(now.minusDays(1), now.plusYears(1));
    }

    /** CREATE LOGIN, CREATE USER, CREATE CERTIFICATE FROM, and GRANT CONNECT if asked for. */
    void know(Certificate peer, boolean mayConnect) {
        String name = "Peer" + ++names;
        try {
            byte[] encoded = peer.x509().getEncoded();
            commit(tx -> {
                Login login = security.logins().create(tx, name, "A password 1", Optional.empty(), false);
                Principal user = security.principals()
                        .createUser(tx, Database.MASTER, name, Optional.of(login), Optional.empty());
                security.certificates().importCertificate(tx, master, user, name, encoded, Optional.empty(), true);
                if (mayConnect) {
                    security.permissions().grant(tx, "CONNECT", Securable.endpoint(ENDPOINT_ID), login);
                }
            });
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** GRANT CONNECT ON ENDPOINT TO public. */
    void letEveryoneConnect() {
        commit(tx -> security.permissions().setPublic(tx, "CONNECT", Securable.endpoint(ENDPOINT_ID), true));
    }

    Handshake handshake(Endpoint endpoint) {
        return handshake(endpoint, clock);
    }

    Handshake handshake(Endpoint endpoint, Clock atTime) {
        CertificateAuthentication certificates = new CertificateAuthentication(security, atTime);
        return new Handshake(
                endpoint,
                certificates,
                certificates,
                new AccountAuthentication(secret),
                Duration.ofSeconds(10),
                UUID.randomUUID());
    }

    static Endpoint withCertificate(Certificate certificate) {
        return endpoint(false, false, Optional.of(certificate.id()), EncryptionMode.REQUIRED, List.of("AES"));
    }

    static Endpoint withWindows() {
        return endpoint(true, true, Optional.empty(), EncryptionMode.REQUIRED, List.of("AES"));
    }

    static Endpoint endpoint(
            boolean windows,
            boolean windowsFirst,
            Optional<Integer> certificateId,
            EncryptionMode encryption,
            List<String> algorithms) {
        return new Endpoint(
                ENDPOINT_ID,
                "Endpoint",
                Login.SA,
                EndpointState.STARTED,
                4022,
                Optional.empty(),
                windows,
                windowsFirst,
                certificateId,
                encryption,
                algorithms,
                false,
                10);
    }

    private Principal user(String name) {
        return security.principals().named(Database.MASTER, name).orElseThrow();
    }

    private void commit(Consumer<Transaction> work) {
        Transaction transaction = session.begin();
        work.accept(transaction);
        transaction.commit();
    }

    @Override
    public void close() throws IOException {
        session.close();
        storage.close();
    }
}
