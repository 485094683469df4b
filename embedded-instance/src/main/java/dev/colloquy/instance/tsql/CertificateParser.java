package dev.colloquy.instance.tsql;

import java.util.Locale;
import java.util.Optional;

/** Master keys and certificates. */
final class CertificateParser {
    private final TokenCursor cursor;

    CertificateParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    /** {@code MASTER KEY ENCRYPTION BY PASSWORD = 'text'}. */
    Statement createMasterKey(Position position) {
        cursor.expectWords("MASTER", "KEY", "ENCRYPTION");
        return new SecurityStatement.CreateMasterKey(position, byPassword());
    }

    /** {@code BY PASSWORD = 'text'}. */
    private SecurityStatement.Secret byPassword() {
        cursor.expectWords("BY", "PASSWORD");
        cursor.expect('=');
        return new SecurityStatement.Secret(cursor.string());
    }

    /** {@code MASTER KEY}. */
    Statement dropMasterKey(Position position) {
        cursor.expectWords("MASTER", "KEY");
        return new SecurityStatement.DropMasterKey(position);
    }

    /**
     * {@code CERTIFICATE name [AUTHORIZATION user] {FROM source [WITH PRIVATE KEY ( … )] | [ENCRYPTION BY PASSWORD =
     * 'text'] WITH SUBJECT = 'text' {, date = 'text'}} [ACTIVE FOR BEGIN_DIALOG = {ON | OFF}]}.
     */
    Statement createCertificate(Position position) {
        cursor.next();
        String name = cursor.identifier();
        Optional<String> owner =
                cursor.accept(Keyword.AUTHORIZATION) ? Optional.of(cursor.identifier()) : Optional.empty();
        SecurityStatement.CertificateSource source = cursor.accept(Keyword.FROM) ? existing() : generated();
        boolean active = true;
        if (cursor.acceptWords("ACTIVE", "FOR", "BEGIN_DIALOG")) {
            cursor.expect('=');
            active = cursor.onOff();
        }
        return new SecurityStatement.CreateCertificate(position, name, owner, source, active);
    }

    /** {@code {FILE = 'path' | BINARY = 0x…} [WITH PRIVATE KEY ( … )]}. */
    private SecurityStatement.CertificateSource existing() {
        if (cursor.at("ASSEMBLY") || cursor.at("EXECUTABLE")) {
            throw cursor.notSupported("CREATE CERTIFICATE … FROM " + cursor.word());
        }
        if (cursor.accept(Keyword.FILE)) {
            cursor.expect('=');
            String path = cursor.string();
            refuseFormat();
            return new SecurityStatement.CertificateFile(path, privateKey());
        }
        cursor.expect("BINARY");
        cursor.expect('=');
        byte[] der = binary();
        return new SecurityStatement.CertificateBinary(der, privateKey());
    }

    private byte[] binary() {
        if (!cursor.at(TokenType.BINARY)) {
            throw cursor.syntaxError();
        }
        return Literals.bytes(cursor.next().text());
    }

    private void refuseFormat() {
        if ((cursor.at(',') || cursor.at(Keyword.WITH)) && cursor.at(1, "FORMAT")) {
            throw cursor.notSupported("FORMAT = 'PFX'");
        }
    }

    /** {@code [ENCRYPTION BY PASSWORD = 'text'] WITH SUBJECT = 'text' [, START_DATE = …] [, EXPIRY_DATE = …]}. */
    private SecurityStatement.CertificateSource generated() {
        Optional<SecurityStatement.Secret> encryption =
                cursor.accept("ENCRYPTION") ? Optional.of(byPassword()) : Optional.empty();
        cursor.expect(Keyword.WITH);
        Optional<String> subject = Optional.empty();
        Optional<String> start = Optional.empty();
        Optional<String> expiry = Optional.empty();
        do {
            if (cursor.accept("SUBJECT")) {
                subject = text();
            } else if (cursor.accept("START_DATE")) {
                start = text();
            } else {
                cursor.expect("EXPIRY_DATE");
                expiry = text();
            }
        } while (cursor.accept(','));
        return new SecurityStatement.NewCertificate(
                subject.orElseThrow(cursor::syntaxError), start, expiry, encryption);
    }

    private Optional<String> text() {
        cursor.expect('=');
        return Optional.of(cursor.string());
    }

    /** {@code [WITH PRIVATE KEY ( part {, part} )]}. */
    private Optional<SecurityStatement.PrivateKeyClause> privateKey() {
        if (!cursor.atWords("WITH", "PRIVATE")) {
            return Optional.empty();
        }
        cursor.expectWords("WITH", "PRIVATE", "KEY");
        cursor.expect('(');
        Optional<String> path = Optional.empty();
        Optional<byte[]> binary = Optional.empty();
        Optional<SecurityStatement.Secret> decryption = Optional.empty();
        Optional<SecurityStatement.Secret> encryption = Optional.empty();
        do {
            if (cursor.accept(Keyword.FILE)) {
                path = text();
            } else if (cursor.accept("BINARY")) {
                cursor.expect('=');
                binary = Optional.of(binary());
            } else if (cursor.accept("DECRYPTION")) {
                decryption = Optional.of(byPassword());
            } else {
                cursor.expect("ENCRYPTION");
                encryption = Optional.of(byPassword());
            }
        } while (cursor.accept(','));
        cursor.expect(')');
        return Optional.of(new SecurityStatement.PrivateKeyClause(path, binary, decryption, encryption));
    }

    /** {@code CERTIFICATE name WITH ACTIVE FOR BEGIN_DIALOG = {ON | OFF}}. */
    Statement alterCertificate(Position position) {
        cursor.next();
        String name = cursor.identifier();
        if (cursor.at("REMOVE") || cursor.at("ATTESTED") || cursor.atWords("WITH", "PRIVATE")) {
            throw cursor.notSupported(
                    "ALTER CERTIFICATE … " + cursor.peek().text().toUpperCase(Locale.ROOT));
        }
        cursor.expectWords("WITH", "ACTIVE", "FOR", "BEGIN_DIALOG");
        cursor.expect('=');
        return new SecurityStatement.AlterCertificate(position, name, cursor.onOff());
    }

    /** {@code CERTIFICATE name TO FILE = 'path' [WITH PRIVATE KEY ( … )]} after BACKUP. */
    Statement backup(Position position) {
        cursor.expect("CERTIFICATE");
        String name = cursor.identifier();
        cursor.expect(Keyword.TO);
        cursor.expect(Keyword.FILE);
        cursor.expect('=');
        String path = cursor.string();
        refuseFormat();
        return new SecurityStatement.BackupCertificate(position, name, path, privateKey());
    }

    /** {@code CERTIFICATE name}. */
    Statement dropCertificate(Position position) {
        cursor.next();
        return new SecurityStatement.DropCertificate(position, cursor.identifier());
    }
}
