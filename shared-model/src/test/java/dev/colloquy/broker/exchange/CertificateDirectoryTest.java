package dev.colloquy.broker.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.broker.exchange.ExchangeFailure.Reason;
import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.Identities;
import dev.colloquy.contract.PublicCertificate;
import dev.colloquy.contract.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CertificateDirectoryTest {
    private static final String ADDRESS = "TCP://target.example:4022";

    private final BrokerIdentity target = Identities.of(Side.TARGET);

    @TempDir
    Path directory;

    @Test
    void what_one_side_writes_the_other_reads() throws Exception {
        CertificateDirectory certificates = new CertificateDirectory(directory);

        assertTrue(certificates.write(target));
        BrokerIdentity read = certificates.read(Side.TARGET, ADDRESS);

        assertEquals(
                new BrokerIdentity(
                        Side.TARGET,
                        ADDRESS,
                        Optional.empty(),
                        target.transportCertificate(),
                        target.dialogCertificate()),
                read);
    }

    @Test
    void the_files_are_der_under_the_names_of_the_certificates() throws Exception {
        new CertificateDirectory(directory).write(target);

        assertArrayEquals(
                target.dialogCertificate().der(), Files.readAllBytes(directory.resolve("InstTargetCertificate.cer")));
        assertEquals(List.of("InstTargetCertificate.cer", "InstTargetTransportCertificate.cer"), fileNames());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void everybody_may_read_what_is_written() throws Exception {
        new CertificateDirectory(directory).write(target);

        assertEquals(
                "rw-r--r--",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("InstTargetCertificate.cer"))));
    }

    @Test
    void a_new_certificate_replaces_the_old_one() throws Exception {
        CertificateDirectory certificates = new CertificateDirectory(directory);
        certificates.write(target);
        BrokerIdentity rotated = new BrokerIdentity(
                Side.TARGET,
                ADDRESS,
                target.brokerInstance(),
                target.transportCertificate(),
                Identities.of(Side.INITIATOR).dialogCertificate());

        assertTrue(certificates.write(rotated));

        assertEquals(
                rotated.dialogCertificate(),
                certificates.read(Side.TARGET, ADDRESS).dialogCertificate());
    }

    @Test
    void a_directory_that_cannot_be_written_is_no_failure() throws Exception {
        Path noDirectory = Files.createFile(directory.resolve("file"));

        assertFalse(new CertificateDirectory(noDirectory).write(target));
        assertFalse(new CertificateDirectory(directory.resolve("missing")).write(target));
    }

    @Test
    void pem_is_read_too() throws Exception {
        new CertificateDirectory(directory).write(target);
        Files.writeString(file(), "Bag Attributes\n" + pem(target.dialogCertificate()));

        assertEquals(target.dialogCertificate(), read().dialogCertificate());
    }

    @Test
    void a_missing_file_is_named() {
        ExchangeFailure failure = assertThrows(ExchangeFailure.class, this::read);

        assertEquals(Reason.UNREACHABLE, failure.reason());
        assertEquals(
                "the peer's certificate " + directory.resolve("InstTargetTransportCertificate.cer") + " is missing",
                failure.getMessage());
    }

    @Test
    void a_file_without_a_certificate_is_refused() throws Exception {
        assertRefused("", "not an X.509 certificate");
        assertRefused("rubbish", "not an X.509 certificate");
        assertRefused("-----BEGIN NOTHING-----", "it holds no certificate");
        assertRefused("x".repeat(200_000), "it has more than 131072 bytes");
    }

    @Test
    void a_file_with_two_certificates_is_refused() throws Exception {
        assertRefused(
                pem(target.dialogCertificate()) + pem(target.transportCertificate()),
                "it holds more than one certificate");
    }

    @Test
    void a_private_key_is_refused() throws Exception {
        assertRefused(
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" + pem(target.dialogCertificate()),
                "it holds a private key");
    }

    @Test
    void what_is_no_address_is_refused() {
        new CertificateDirectory(directory).write(target);

        ExchangeFailure failure = assertThrows(
                ExchangeFailure.class, () -> new CertificateDirectory(directory).read(Side.TARGET, "target:4022"));

        assertEquals(
                "the peer's address is wrong: 'target:4022' is not an endpoint address of the form TCP://host:port",
                failure.getMessage());
    }

    private void assertRefused(String content, String reason) throws IOException {
        new CertificateDirectory(directory).write(target);
        Files.writeString(file(), content);

        ExchangeFailure failure = assertThrows(ExchangeFailure.class, this::read);

        assertEquals(Reason.MALFORMED, failure.reason());
        assertTrue(
                failure.getMessage().startsWith("the peer's certificate " + file() + " is no certificate: " + reason),
                failure.getMessage());
    }

    private BrokerIdentity read() throws ExchangeFailure {
        return new CertificateDirectory(directory).read(Side.TARGET, ADDRESS);
    }

    private Path file() {
        return directory.resolve("InstTargetCertificate.cer");
    }

    private List<String> fileNames() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String pem(PublicCertificate certificate) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder().encodeToString(certificate.der())
                + "\n-----END CERTIFICATE-----\n";
    }
}
