package dev.colloquy.instance.tsql;

import java.util.List;
import java.util.Optional;

/** Logins, users, roles, keys, certificates and permissions. Passwords are never part of {@code toString()}. */
public sealed interface SecurityStatement extends Statement {

    /** A password, hidden from logs and messages. */
    record Secret(String value) {
        @Override
        public String toString() {
            return "***";
        }
    }

    /** {@code CREATE LOGIN name WITH PASSWORD = '…' [, options]}. Options: DEFAULT_DATABASE, CHECK_POLICY … */
    record CreateLogin(
            Position position, String name, Secret password, Optional<String> defaultDatabase, boolean checkPolicy)
            implements SecurityStatement {}

    /** {@code ALTER LOGIN name ENABLE | DISABLE | WITH PASSWORD = '…'}. */
    record AlterLogin(Position position, String name, Optional<Boolean> enabled, Optional<Secret> password)
            implements SecurityStatement {}

    /** {@code DROP LOGIN name}. */
    record DropLogin(Position position, String name) implements SecurityStatement {}

    /** {@code CREATE USER name [FOR LOGIN login | WITHOUT LOGIN] [WITH DEFAULT_SCHEMA = s]}. */
    record CreateUser(
            Position position,
            String name,
            Optional<String> login,
            boolean withoutLogin,
            Optional<String> defaultSchema)
            implements SecurityStatement {}

    /** {@code DROP USER [IF EXISTS] name}. */
    record DropUser(Position position, String name, boolean ifExists) implements SecurityStatement {}

    /** {@code CREATE ROLE name [AUTHORIZATION owner]}. */
    record CreateRole(Position position, String name, Optional<String> owner) implements SecurityStatement {}

    /** {@code DROP ROLE [IF EXISTS] name}. */
    record DropRole(Position position, String name, boolean ifExists) implements SecurityStatement {}

    /** {@code ALTER [SERVER] ROLE name ADD|DROP MEMBER member}. */
    record AlterRole(Position position, boolean server, String name, boolean add, String member)
            implements SecurityStatement {}

    /** {@code CREATE MASTER KEY ENCRYPTION BY PASSWORD = '…'}. */
    record CreateMasterKey(Position position, Secret password) implements SecurityStatement {}

    /** {@code DROP MASTER KEY}. */
    record DropMasterKey(Position position) implements SecurityStatement {}

    /** {@code CREATE CERTIFICATE name [AUTHORIZATION user] source [ACTIVE FOR BEGIN_DIALOG = ON|OFF]}. */
    record CreateCertificate(
            Position position,
            String name,
            Optional<String> owner,
            CertificateSource source,
            boolean activeForBeginDialog)
            implements SecurityStatement {}

    /** Where a certificate comes from. */
    sealed interface CertificateSource {}

    /** A new key pair: {@code WITH SUBJECT = '…', START_DATE = '…', EXPIRY_DATE = '…'}. */
    record NewCertificate(
            String subject,
            Optional<String> startDate,
            Optional<String> expiryDate,
            Optional<Secret> encryptionPassword)
            implements CertificateSource {}

    /** {@code FROM FILE = '…' [WITH PRIVATE KEY (…)]}. */
    record CertificateFile(String path, Optional<PrivateKeyClause> privateKey) implements CertificateSource {}

    /** {@code FROM BINARY = 0x… [WITH PRIVATE KEY (…)]}. */
    record CertificateBinary(byte[] der, Optional<PrivateKeyClause> privateKey) implements CertificateSource {}

    /** {@code WITH PRIVATE KEY (FILE|BINARY = …, DECRYPTION|ENCRYPTION BY PASSWORD = …)}. */
    record PrivateKeyClause(
            Optional<String> path, Optional<byte[]> binary, Optional<Secret> decryption, Optional<Secret> encryption) {}

    /** {@code ALTER CERTIFICATE name WITH ACTIVE FOR BEGIN_DIALOG = ON|OFF}. */
    record AlterCertificate(Position position, String name, boolean activeForBeginDialog)
            implements SecurityStatement {}

    /** {@code BACKUP CERTIFICATE name TO FILE = '…' [WITH PRIVATE KEY (…)]}. */
    record BackupCertificate(Position position, String name, String path, Optional<PrivateKeyClause> privateKey)
            implements SecurityStatement {}

    /** {@code DROP CERTIFICATE name}. */
    record DropCertificate(Position position, String name) implements SecurityStatement {}

    /**
     * GRANT, DENY and REVOKE.
     *
     * @param permissions     in upper case, several words joined by one blank
     * @param securable       absent for a permission on the current database or, in master, on the server
     * @param principals      the grantees
     * @param withGrantOption WITH GRANT OPTION of GRANT, or GRANT OPTION FOR of REVOKE
     */
    record PermissionChange(
            Position position,
            Action action,
            List<String> permissions,
            Optional<SecurableName> securable,
            List<String> principals,
            boolean withGrantOption)
            implements SecurityStatement {
        public PermissionChange {
            permissions = List.copyOf(permissions);
            principals = List.copyOf(principals);
        }
    }

    /** The three verbs of permission statements. */
    enum Action {
        GRANT,
        DENY,
        REVOKE
    }

    /**
     * {@code class::name}; the class in upper case with single blanks (SERVICE, ENDPOINT, MESSAGE TYPE, OBJECT …),
     * OBJECT when none was written.
     */
    record SecurableName(String securableClass, ObjectName name) {}

    /** {@code ALTER AUTHORIZATION ON class::name TO principal}; principal absent for SCHEMA OWNER. */
    record AlterAuthorization(Position position, SecurableName securable, Optional<String> principal)
            implements SecurityStatement {}
}
