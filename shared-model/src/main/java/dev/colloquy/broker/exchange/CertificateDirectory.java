package dev.colloquy.broker.exchange;

import dev.colloquy.broker.exchange.ExchangeFailure.Reason;
import dev.colloquy.contract.BrokerIdentity;
import dev.colloquy.contract.EndpointAddress;
import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.PublicCertificate;
import dev.colloquy.contract.Side;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A directory of public certificates, for sites that hand them over themselves instead of exchanging them over HTTP: a
 * mounted Kubernetes secret, or files copied as the tutorial does. The files are named after the certificates, such as
 * {@code InstTargetCertificate.cer}; DER, as BACKUP CERTIFICATE writes them, or PEM.
 */
public final class CertificateDirectory {
    private static final Logger LOG = Logger.getLogger(CertificateDirectory.class);

    /** Twice what the largest certificate takes in PEM. */
    private static final int MAXIMUM_BYTES = 128 * 1024;

    private final Path directory;

    /** Of this directory, which need not exist yet. */
    public CertificateDirectory(Path directory) {
        this.directory = directory;
    }

    /**
     * Reads the peer's certificates.
     *
     * @param peer whose
     * @param address its Service Broker endpoint, {@code TCP://host:port}
     * @return its identity, without a broker instance
     * @throws ExchangeFailure if a file is missing or holds no certificate, or if the address is none
     */
    public BrokerIdentity read(Side peer, String address) throws ExchangeFailure {
        return new BrokerIdentity(
                peer,
                checked(address),
                Optional.empty(),
                certificate(peer.transportCertificate()),
                certificate(peer.dialogCertificate()));
    }

    /**
     * Puts the own certificates there for the peer, if the directory can be written; otherwise that is all right, too.
     *
     * @return whether both files now hold these certificates
     */
    public boolean write(BrokerIdentity own) {
        Side side = own.side();
        try {
            write(file(side.transportCertificate()), own.transportCertificate().der());
            write(file(side.dialogCertificate()), own.dialogCertificate().der());
            return true;
        } catch (IOException e) {
            LOG.infof("The certificates of this side are not exported to %s: %s", directory, e);
            return false;
        }
    }

    private static String checked(String address) throws ExchangeFailure {
        try {
            return EndpointAddress.parse(address).toString();
        } catch (MalformedMessage e) {
            throw new ExchangeFailure(Reason.MALFORMED, "the peer's address is wrong: " + e.getMessage(), e);
        }
    }

    private PublicCertificate certificate(String name) throws ExchangeFailure {
        Path file = file(name);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAXIMUM_BYTES + 1);
            if (content.length > MAXIMUM_BYTES) {
                throw new MalformedMessage("it has more than " + MAXIMUM_BYTES + " bytes");
            }
            return CertificateFile.read(content);
        } catch (NoSuchFileException e) {
            throw new ExchangeFailure(Reason.UNREACHABLE, "the peer's certificate " + file + " is missing", e);
        } catch (IOException e) {
            throw new ExchangeFailure(
                    Reason.UNREACHABLE, "the peer's certificate " + file + " cannot be read: " + e, e);
        } catch (MalformedMessage e) {
            throw new ExchangeFailure(
                    Reason.MALFORMED, "the peer's certificate " + file + " is no certificate: " + e.getMessage(), e);
        }
    }

    private static void write(Path file, byte[] der) throws IOException {
        if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), der)) {
            return;
        }
        Path draft = Files.createTempFile(
                file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new");
        try {
            Files.write(draft, der);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-r--r--"));
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private Path file(String certificate) {
        return directory.resolve(certificate + ".cer");
    }
}
