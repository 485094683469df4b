package dev.colloquy.instance.tds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DriverLoginTest {
    static final String PLAIN = "encrypt=false";
    static final String ENCRYPTED = "encrypt=true;trustServerCertificate=true";

    @RegisterExtension
    final TdsServerExtension tds = new TdsServerExtension();

    @TempDir
    Path directory;

    /** Encrypts everything from the first byte and checks the certificate and the host name. */
    private String strict() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("tds", TdsServerExtension.IDENTITY.certificate());
        Path store = directory.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            trusted.store(out, "changeit".toCharArray());
        }
        return "trustStore=" + store + ";trustStorePassword=changeit;trustStoreType=PKCS12;encrypt=";
    }

    private static void assertWorks(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1")) {
            assertTrue(rows.next());
            assertEquals(1, rows.getInt(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, ENCRYPTED, PLAIN + ";packetSize=512", PLAIN + ";packetSize=32767"})
    void logs_in_with_and_without_encryption(String properties) throws SQLException {
        try (Connection connection = tds.connect(properties)) {
            assertWorks(connection);
            assertEquals("16.00.4100", connection.getMetaData().getDatabaseProductVersion());
            assertEquals("master", connection.getCatalog());
        }
        Awaitility.await().until(() -> tds.sessions.open.get() == 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"strict", "true"})
    void certificate_is_accepted_when_it_is_trusted_and_names_the_host(String encrypt)
            throws SQLException, GeneralSecurityException, IOException {
        try (Connection connection = tds.connect(strict() + encrypt)) {
            assertWorks(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"encrypt=true", "encrypt=strict"})
    void client_that_does_not_trust_the_certificate_harms_nobody(String properties) throws SQLException {
        assertThrows(SQLException.class, () -> tds.connect(properties).close());
        try (Connection connection = tds.connect(ENCRYPTED)) {
            assertWorks(connection);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {PLAIN, ENCRYPTED})
    void wrong_password_is_error18456(String properties) {
        String url = "jdbc:sqlserver://localhost:" + tds.server.port() + ";loginTimeout=15;" + properties;
        SQLException error = assertThrows(
                SQLException.class,
                () -> DriverManager.getConnection(url, "sa", "wrong").close());
        assertEquals(18456, error.getErrorCode());
        assertTrue(error.getMessage().startsWith("Login failed for user 'sa'."), error.getMessage());
    }

    @Test
    void names_of_the_client_reach_the_engine() throws SQLException {
        try (Connection connection =
                tds.connect(PLAIN + ";applicationName=Käufer;workstationID=höst;databaseName=db")) {
            assertWorks(connection);
        }
        assertEquals("Käufer", tds.sessions.lastLogin.applicationName());
        assertEquals("höst", tds.sessions.lastLogin.hostName());
        assertEquals("db", tds.sessions.lastLogin.database());
        assertEquals("sa", tds.sessions.lastLogin.user());
        assertEquals("127.0.0.1", tds.sessions.lastLogin.clientAddress());
    }

    @Test
    void names_of128_characters_are_taken() throws SQLException {
        String name = "ñ".repeat(128);
        try (Connection connection = tds.connect(PLAIN + ";applicationName=" + name + ";workstationID=" + name)) {
            assertWorks(connection);
        }
        assertEquals(name, tds.sessions.lastLogin.applicationName());
    }

    @Test
    void server_without_identity_takes_unencrypted_clients_only() throws SQLException, IOException {
        try (TdsServer plain = TdsServer.builder(tds.sessions).start()) {
            String url = "jdbc:sqlserver://localhost:" + plain.port() + ";loginTimeout=15;";
            try (Connection connection = DriverManager.getConnection(url + PLAIN, "sa", FakeSessions.PASSWORD)) {
                assertWorks(connection);
            }
            assertThrows(
                    SQLException.class,
                    () -> DriverManager.getConnection(url + ENCRYPTED, "sa", FakeSessions.PASSWORD)
                            .close());
        }
    }

    @Test
    void server_that_requires_encryption_encrypts_clients_that_did_not_ask() throws SQLException, IOException {
        try (TdsServer secured = TdsServer.builder(tds.sessions)
                .identity(() -> TdsServerExtension.IDENTITY)
                .encryption(EncryptionPolicy.REQUIRED)
                .start()) {
            String url =
                    "jdbc:sqlserver://localhost:" + secured.port() + ";loginTimeout=15;trustServerCertificate=true;";
            try (Connection connection = DriverManager.getConnection(url + PLAIN, "sa", FakeSessions.PASSWORD)) {
                assertWorks(connection);
            }
        }
    }

    @Test
    void close_of_the_server_ends_running_requests_and_sessions() throws SQLException, IOException {
        try (Connection connection = tds.connect(PLAIN);
                Statement statement = connection.createStatement()) {
            Thread client = new Thread(() -> assertThrows(SQLException.class, () -> statement.execute("wait")));
            client.start();
            Awaitility.await().until(() -> tds.sessions.log.contains("wait"));
            tds.server.close();
            assertEquals(0, tds.sessions.open.get());
        }
    }
}
