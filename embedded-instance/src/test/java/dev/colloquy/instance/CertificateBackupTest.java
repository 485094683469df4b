package dev.colloquy.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate taken from one database to another with its private key. */
class CertificateBackupTest {
    @TempDir
    Path folder;

    private EmbeddedInstance instance;
    private Connection connection;
    private Statement statement;

    @BeforeEach
    void create() throws Exception {
        instance = EmbeddedInstance.builder().start();
        connection = DriverManager.getConnection(instance.jdbcUrl(), "sa", instance.saPassword());
        statement = connection.createStatement();
        statement.execute("CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Master-Key-1'");
        statement.execute("CREATE CERTIFICATE mine WITH SUBJECT = 'mine', EXPIRY_DATE = '20991231'");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        instance.close();
    }

    @Test
    void what_was_backed_up_can_be_created_elsewhere_with_its_private_key() throws SQLException {
        backUp("Some-Password-1");

        statement.execute("CREATE DATABASE other");
        statement.execute("USE other; CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Master-Key-2'");
        statement.execute("USE other; " + create("Some-Password-1"));

        assertEquals("MK", value("SELECT pvt_key_encryption_type FROM other.sys.certificates WHERE name = 'again'"));
        assertEquals(
                value("SELECT CONVERT(varchar(40), thumbprint, 2) FROM master.sys.certificates WHERE name = 'mine'"),
                value("SELECT CONVERT(varchar(40), thumbprint, 2) FROM other.sys.certificates WHERE name = 'again'"));
    }

    @Test
    void the_private_key_opens_with_its_password_only() throws SQLException {
        backUp("Some-Password-1");
        statement.execute("CREATE DATABASE other");
        statement.execute("USE other; CREATE MASTER KEY ENCRYPTION BY PASSWORD = 'Master-Key-2'");

        SQLException refused =
                assertThrows(SQLException.class, () -> statement.execute("USE other; " + create("Another-Password-1")));

        assertEquals(15465, refused.getErrorCode());
    }

    @Test
    void only_the_owner_of_the_process_can_read_the_files() throws SQLException, IOException {
        backUp("Some-Password-1");

        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("mine.pvk"))));
    }

    @Test
    void a_file_that_is_there_is_not_written_over() throws SQLException, IOException {
        Files.writeString(folder.resolve("mine.cer"), "precious");

        SQLException refused = assertThrows(SQLException.class, () -> backUp("Some-Password-1"));

        assertEquals(15240, refused.getErrorCode());
        assertEquals("precious", Files.readString(folder.resolve("mine.cer")));
        assertFalse(Files.exists(folder.resolve("mine.pvk")));
    }

    @Test
    void a_weak_password_is_refused_and_writes_nothing() {
        assertThrows(SQLException.class, () -> backUp("weak"));

        assertFalse(Files.exists(folder.resolve("mine.cer")));
    }

    private void backUp(String password) throws SQLException {
        statement.execute("BACKUP CERTIFICATE mine TO FILE = '" + folder.resolve("mine.cer")
                + "' WITH PRIVATE KEY (FILE = '" + folder.resolve("mine.pvk") + "', ENCRYPTION BY PASSWORD = '"
                + password + "')");
    }

    private String create(String password) {
        return "CREATE CERTIFICATE again FROM FILE = '" + folder.resolve("mine.cer") + "' WITH PRIVATE KEY (FILE = '"
                + folder.resolve("mine.pvk") + "', DECRYPTION BY PASSWORD = '" + password + "')";
    }

    private String value(String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
