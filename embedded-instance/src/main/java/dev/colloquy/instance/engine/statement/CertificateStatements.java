package dev.colloquy.instance.engine.statement;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.engine.Command;
import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.security.Certificate;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.security.PrivateKeyImport;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.tsql.SecurityStatement;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.time.LocalDateTime;
import java.util.Optional;

/**
 * CREATE, ALTER, BACKUP and DROP CERTIFICATE.
 *
 * <p>Files hold one X.509 certificate in DER. A relative path is taken from the instance's data directory.
 */
public final class CertificateStatements {
    /** A certificate may have 32 KB ("Certificates and Service Broker"); anything much larger is not one. */
    private static final long LARGEST_FILE_BYTES = 64 * 1024;

    private final Security security;
    private final Broker broker;
    private final Path dataDirectory;

    public CertificateStatements(Security security, Broker broker, Path dataDirectory) {
        this.security = security;
        this.broker = broker;
        this.dataDirectory = dataDirectory;
    }

    Command create(SecurityStatement.CreateCertificate s, StatementContext context) {
        Database database = context.database();
        Principal owner = owner(s, context);
        Certificate certificate;
        if (s.source() instanceof SecurityStatement.NewCertificate source) {
            certificate = security.certificates()
                    .createSelfSigned(
                            context.transaction(),
                            database,
                            owner,
                            s.name(),
                            source.subject(),
                            source.startDate().map(CertificateStatements::date),
                            source.expiryDate().map(CertificateStatements::date),
                            s.activeForBeginDialog(),
                            source.encryptionPassword().map(SecurityStatement.Secret::value));
        } else {
            certificate = importCertificate(s, context, owner);
        }
        security.certificates().validityWarning(certificate).ifPresent(context::info);
        return Command.OTHER;
    }

    private Certificate importCertificate(
            SecurityStatement.CreateCertificate s, StatementContext context, Principal owner) {
        byte[] der;
        Optional<SecurityStatement.PrivateKeyClause> key;
        if (s.source() instanceof SecurityStatement.CertificateFile source) {
            der = read(source.path());
            key = source.privateKey();
        } else if (s.source() instanceof SecurityStatement.CertificateBinary source) {
            der = source.der();
            key = source.privateKey();
        } else {
            throw new AssertionError("no such source: " + s.source().getClass());
        }
        return security.certificates()
                .importCertificate(
                        context.transaction(),
                        context.database(),
                        owner,
                        s.name(),
                        der,
                        key.map(this::privateKey),
                        s.activeForBeginDialog());
    }

    private PrivateKeyImport privateKey(SecurityStatement.PrivateKeyClause clause) {
        byte[] data = clause.binary().orElseGet(() -> read(clause.path().orElseThrow()));
        return new PrivateKeyImport(
                data,
                clause.decryption().map(SecurityStatement.Secret::value),
                clause.encryption().map(SecurityStatement.Secret::value));
    }

    private Principal owner(SecurityStatement.CreateCertificate s, StatementContext context) {
        if (s.owner().isEmpty()) {
            return context.user();
        }
        String name = s.owner().get();
        return security.principals()
                .named(context.database().id(), name)
                .orElseThrow(() -> SqlErrors.cannotFind("find", "user", name));
    }

    private static LocalDateTime date(String text) {
        return (LocalDateTime)
                Conversions.convert(text, SqlType.nvarchar(Math.max(1, text.length())), SqlType.DATETIME);
    }

    Command alter(SecurityStatement.AlterCertificate s, StatementContext context) {
        Certificate certificate = certificate("alter", s.name(), context);
        security.certificates().setActive(context.transaction(), certificate, s.activeForBeginDialog());
        return Command.OTHER;
    }

    Command backup(SecurityStatement.BackupCertificate s, StatementContext context) {
        Certificate certificate = certificate("find", s.name(), context);
        Optional<String> keyPath = s.privateKey().flatMap(SecurityStatement.PrivateKeyClause::path);
        Optional<byte[]> key = s.privateKey().map(clause -> exported(certificate, clause));
        try {
            write(s.path(), certificate.x509().getEncoded());
        } catch (CertificateEncodingException e) {
            throw cannotWrite(s.path()).causedBy(e);
        }
        if (keyPath.isPresent()) {
            write(keyPath.get(), key.orElseThrow());
        }
        return Command.OTHER;
    }

    private byte[] exported(Certificate certificate, SecurityStatement.PrivateKeyClause clause) {
        if (clause.path().isEmpty() || clause.encryption().isEmpty()) {
            throw SqlErrors.notSupported(
                    "BACKUP CERTIFICATE … WITH PRIVATE KEY without FILE and ENCRYPTION BY PASSWORD");
        }
        return security.certificates()
                .exportPrivateKey(
                        certificate,
                        clause.encryption().get().value(),
                        clause.decryption().map(SecurityStatement.Secret::value));
    }

    /** Into a new file, which nobody but its owner can read where the file system knows owners. */
    private void write(String file, byte[] content) {
        try {
            Path path = path(file);
            Files.write(path, new byte[0], StandardOpenOption.CREATE_NEW);
            PosixFileAttributeView owners = Files.getFileAttributeView(path, PosixFileAttributeView.class);
            if (owners != null) {
                owners.setPermissions(PosixFilePermissions.fromString("rw-------"));
            }
            Files.write(path, content);
        } catch (IOException | InvalidPathException e) {
            throw cannotWrite(file).causedBy(e);
        }
    }

    private static SqlError cannotWrite(String file) {
        return new SqlError(
                15240,
                16,
                1,
                "Cannot write into file '" + file
                        + "'. Verify that you have write permissions, that the file path is valid, and"
                        + " that the file does not already exist.");
    }

    Command drop(SecurityStatement.DropCertificate s, StatementContext context) {
        Certificate certificate = certificate("drop", s.name(), context);
        boolean usedByEndpoint = context.database().id() == Database.MASTER
                && broker.endpoints()
                        .current()
                        .flatMap(endpoint -> endpoint.certificateId())
                        .filter(id -> id == certificate.id())
                        .isPresent();
        if (usedByEndpoint) {
            throw new SqlError(
                    15352,
                    16,
                    1,
                    "The certificate '" + s.name() + "' cannot be dropped because it is used by an endpoint.");
        }
        security.certificates().drop(context.transaction(), certificate);
        return Command.OTHER;
    }

    private Certificate certificate(String verb, String name, StatementContext context) {
        return security.certificates()
                .named(context.database().id(), name)
                .orElseThrow(() -> SqlErrors.cannotFind(verb, "certificate", name));
    }

    private byte[] read(String file) {
        try {
            Path path = path(file);
            if (Files.size(path) > LARGEST_FILE_BYTES) {
                throw new IOException(path + " is too large for a certificate");
            }
            return Files.readAllBytes(path);
        } catch (IOException | InvalidPathException e) {
            throw new SqlError(
                            15208,
                            16,
                            1,
                            "The certificate, asymmetric key, or private key file is not valid or does not exist; or you"
                                    + " do not have permissions for it.")
                    .causedBy(e);
        }
    }

    private Path path(String file) {
        return dataDirectory.resolve(file);
    }
}
