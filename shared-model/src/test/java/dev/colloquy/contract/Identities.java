package dev.colloquy.contract;

import dev.colloquy.instance.EmbeddedInstance;
import dev.colloquy.instance.StartFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Identities with certificates that an instance has made. */
public final class Identities {
    private static final List<PublicCertificate> CERTIFICATES = create(4);

    private Identities() {}

    /** The identity of one side, always the same. */
    public static BrokerIdentity of(Side side) {
        return new BrokerIdentity(
                side,
                "TCP://" + side.name().toLowerCase(Locale.ROOT) + ".example:4022",
                UUID.nameUUIDFromBytes(new byte[] {(byte) side.ordinal()}),
                CERTIFICATES.get(2 * side.ordinal()),
                CERTIFICATES.get(2 * side.ordinal() + 1));
    }

    private static List<PublicCertificate> create(int count) {
        try (EmbeddedInstance instance =
                        EmbeddedInstance.builder().brokerPort(0).start();
                Connection connection = DriverManager.getConnection(instance.jdbcUrl(), "sa", instance.saPassword());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE MASTER KEY ENCRYPTION BY PASSWORD = N'Identities-2026!';");
            List<PublicCertificate> certificates = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                certificates.add(create(statement, "Certificate" + i));
            }
            return certificates;
        } catch (SQLException | MalformedMessage | StartFailure e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicCertificate create(Statement statement, String name) throws SQLException, MalformedMessage {
        statement.execute("CREATE CERTIFICATE " + name + " WITH SUBJECT = N'" + name + "';");
        try (ResultSet row = statement.executeQuery("SELECT CERTENCODED(CERT_ID(N'" + name + "'));")) {
            row.next();
            return PublicCertificate.of(row.getBytes(1));
        }
    }
}
