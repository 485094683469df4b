package dev.colloquy.instance.tsql;

import static dev.colloquy.instance.tsql.Parsed.assertNotSupported;
import static dev.colloquy.instance.tsql.Parsed.error;
import static dev.colloquy.instance.tsql.Parsed.only;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SecurityParserTest {
    @Test
    void logins_have_a_password_that_is_never_shown() {
        SecurityStatement.CreateLogin login = only(
                SecurityStatement.CreateLogin.class,
                "CREATE LOGIN x WITH PASSWORD = N'hidden', CHECK_POLICY = OFF, DEFAULT_DATABASE = [y], CHECK_EXPIRATION = OFF");
        assertEquals("hidden", login.password().value());
        assertFalse(login.toString().contains("hidden"));
        assertEquals(Optional.of("y"), login.defaultDatabase());
        assertFalse(login.checkPolicy());
        assertEquals(
                Optional.of(false),
                only(SecurityStatement.AlterLogin.class, "ALTER LOGIN x DISABLE")
                        .enabled());
        assertEquals(
                Optional.of(new SecurityStatement.Secret("n")),
                only(SecurityStatement.AlterLogin.class, "ALTER LOGIN x WITH PASSWORD = 'n'")
                        .password());
        assertNotSupported("MUST_CHANGE", "CREATE LOGIN x WITH PASSWORD = 'a' MUST_CHANGE");
        assertNotSupported("PASSWORD … HASHED", "CREATE LOGIN x WITH PASSWORD = 0x01 HASHED");
        assertNotSupported("CREATE LOGIN … FROM WINDOWS", "CREATE LOGIN [a\\b] FROM WINDOWS");
        assertNotSupported("CREATE LOGIN … FROM CERTIFICATE", "CREATE LOGIN x FROM CERTIFICATE c");
    }

    @Test
    void users_belong_to_a_login_or_to_none() {
        assertTrue(only(SecurityStatement.CreateUser.class, "CREATE USER u WITHOUT LOGIN")
                .withoutLogin());
        assertEquals(
                Optional.of("l"),
                only(SecurityStatement.CreateUser.class, "CREATE USER u FOR LOGIN l")
                        .login());
        SecurityStatement.CreateUser plain =
                only(SecurityStatement.CreateUser.class, "CREATE USER u WITH DEFAULT_SCHEMA = s");
        assertEquals(Optional.empty(), plain.login());
        assertEquals(Optional.of("s"), plain.defaultSchema());
        assertTrue(
                only(SecurityStatement.DropUser.class, "DROP USER IF EXISTS u").ifExists());
    }

    @Test
    void roles_have_members() {
        assertEquals(
                new SecurityStatement.AlterRole(new Position(1, 0), true, "sysadmin", true, "l"),
                only(SecurityStatement.AlterRole.class, "ALTER SERVER ROLE sysadmin ADD MEMBER l"));
        assertFalse(only(SecurityStatement.AlterRole.class, "ALTER ROLE r DROP MEMBER m")
                .add());
        assertEquals(
                Optional.of("o"),
                only(SecurityStatement.CreateRole.class, "CREATE ROLE r AUTHORIZATION o")
                        .owner());
        assertEquals("r", only(SecurityStatement.DropRole.class, "DROP ROLE r").name());
    }

    @Test
    void permissions_are_granted_on_securables_of_a_class() {
        SecurityStatement.PermissionChange send =
                only(SecurityStatement.PermissionChange.class, "GRANT SEND ON SERVICE::[//x/y] TO u, public");
        assertEquals(List.of("SEND"), send.permissions());
        assertEquals(
                Optional.of(new SecurityStatement.SecurableName("SERVICE", ObjectName.of("//x/y"))), send.securable());
        assertEquals(List.of("u", "public"), send.principals());
        assertEquals(
                "MESSAGE TYPE",
                only(SecurityStatement.PermissionChange.class, "GRANT REFERENCES ON message type :: [m] TO u")
                        .securable()
                        .orElseThrow()
                        .securableClass());
        assertEquals(
                "ENDPOINT",
                only(SecurityStatement.PermissionChange.class, "GRANT CONNECT ON ENDPOINT::e TO [login]")
                        .securable()
                        .orElseThrow()
                        .securableClass());
    }

    @Test
    void without_a_class_the_securable_is_an_object() {
        SecurityStatement.PermissionChange change =
                only(SecurityStatement.PermissionChange.class, "DENY SELECT, INSERT ON dbo.t TO u CASCADE");
        assertEquals(SecurityStatement.Action.DENY, change.action());
        assertEquals(List.of("SELECT", "INSERT"), change.permissions());
        assertEquals(
                Optional.of(new SecurityStatement.SecurableName("OBJECT", ObjectName.of("dbo", "t"))),
                change.securable());
        assertEquals(
                change.securable(),
                only(SecurityStatement.PermissionChange.class, "GRANT EXECUTE ON OBJECT::dbo.t TO u")
                        .securable());
    }

    @Test
    void permissions_without_securable_may_be_several_words() {
        SecurityStatement.PermissionChange view =
                only(SecurityStatement.PermissionChange.class, "GRANT VIEW SERVER STATE TO l WITH GRANT OPTION");
        assertEquals(List.of("VIEW SERVER STATE"), view.permissions());
        assertEquals(Optional.empty(), view.securable());
        assertTrue(view.withGrantOption());
        SecurityStatement.PermissionChange revoke =
                only(SecurityStatement.PermissionChange.class, "REVOKE GRANT OPTION FOR EXECUTE FROM u");
        assertEquals(List.of("EXECUTE"), revoke.permissions());
        assertTrue(revoke.withGrantOption());
    }

    @Test
    void ownership_is_transferred() {
        SecurityStatement.AlterAuthorization transfer =
                only(SecurityStatement.AlterAuthorization.class, "ALTER AUTHORIZATION ON SERVICE::[s] TO u");
        assertEquals("SERVICE", transfer.securable().securableClass());
        assertEquals(
                Optional.empty(),
                only(SecurityStatement.AlterAuthorization.class, "ALTER AUTHORIZATION ON dbo.q TO SCHEMA OWNER")
                        .principal());
    }

    @Test
    void master_keys_are_encrypted_by_password() {
        assertEquals(
                "pw",
                only(SecurityStatement.CreateMasterKey.class, "CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'pw'")
                        .password()
                        .value());
        only(SecurityStatement.DropMasterKey.class, "DROP MASTER KEY");
    }

    @Test
    void certificates_are_made_from_a_subject() {
        SecurityStatement.CreateCertificate certificate = only(
                SecurityStatement.CreateCertificate.class,
                "CREATE CERTIFICATE c AUTHORIZATION u WITH SUBJECT = 's', EXPIRY_DATE = N'12/31/2030'"
                        + " ACTIVE FOR BEGIN_DIALOG = OFF");
        assertEquals(
                new SecurityStatement.NewCertificate(
                        "s", Optional.empty(), Optional.of("12/31/2030"), Optional.empty()),
                certificate.source());
        assertFalse(certificate.activeForBeginDialog());
        assertEquals(
                102, error("CREATE CERTIFICATE c WITH EXPIRY_DATE = '2030'").number());
    }

    @Test
    void certificates_are_read_from_a_file_or_from_bytes() {
        SecurityStatement.CertificateFile file = (SecurityStatement.CertificateFile) only(
                        SecurityStatement.CreateCertificate.class,
                        "CREATE CERTIFICATE c AUTHORIZATION u FROM FILE = N'C:\\c.cer'")
                .source();
        assertEquals("C:\\c.cer", file.path());
        SecurityStatement.CertificateBinary binary = (SecurityStatement.CertificateBinary) only(
                        SecurityStatement.CreateCertificate.class,
                        "CREATE CERTIFICATE c FROM BINARY = 0x30ff WITH PRIVATE KEY (BINARY = 0x01,"
                                + " DECRYPTION BY PASSWORD = 'a', ENCRYPTION BY PASSWORD = 'b')")
                .source();
        assertArrayEquals(new byte[] {0x30, (byte) 0xff}, binary.der());
        assertEquals(
                "a",
                binary.privateKey().orElseThrow().decryption().orElseThrow().value());
        assertNotSupported("CREATE CERTIFICATE … FROM ASSEMBLY", "CREATE CERTIFICATE c FROM ASSEMBLY a");
    }

    @Test
    void certificates_are_backed_up_altered_and_dropped() {
        SecurityStatement.BackupCertificate backup = only(
                SecurityStatement.BackupCertificate.class,
                "BACKUP CERTIFICATE c TO FILE = 'c.cer' WITH PRIVATE KEY (FILE = 'c.pvk', ENCRYPTION BY PASSWORD = 'x')");
        assertEquals(Optional.of("c.pvk"), backup.privateKey().orElseThrow().path());
        assertTrue(
                only(SecurityStatement.AlterCertificate.class, "ALTER CERTIFICATE c WITH ACTIVE FOR BEGIN_DIALOG = ON")
                        .activeForBeginDialog());
        assertEquals(
                "c",
                only(SecurityStatement.DropCertificate.class, "DROP CERTIFICATE c")
                        .name());
    }
}
