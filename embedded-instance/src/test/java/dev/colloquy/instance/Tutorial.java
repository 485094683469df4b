package dev.colloquy.instance;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tutorial "Completing a Conversation Between Instances", as its reader runs it: the scripts with the reader's own
 * passwords, file names, host names and an expiry date that lies ahead.
 */
public final class Tutorial {
    private static final DateTimeFormatter AS_IN_THE_TUTORIAL = DateTimeFormatter.ofPattern("MM/dd/yyyy");

    private final Map<String, String> values = new HashMap<>();
    private final boolean certificates;

    private Tutorial(Path certificateFolder, int initiatorPort, int targetPort, boolean certificates) {
        this.certificates = certificates;
        values.put("certificateFolder", certificateFolder.toAbsolutePath().toString());
        values.put("initiatorAddress", "localhost:" + initiatorPort);
        values.put("targetAddress", "localhost:" + targetPort);
        values.put("expiryDate", LocalDate.now().plusYears(1).format(AS_IN_THE_TUTORIAL));
        values.put("targetMasterKeyPassword", "Target-Master-1");
        values.put("initiatorMasterKeyPassword", "Initiator-Master-1");
        values.put("initiatorAuthentication", certificates ? "CERTIFICATE InitiatorTransport" : "WINDOWS");
        values.put("targetAuthentication", certificates ? "CERTIFICATE TargetTransport" : "WINDOWS");
    }

    /** With {@code AUTHENTICATION = WINDOWS}, as printed. */
    public static Tutorial withWindowsAuthentication(Path certificateFolder, int initiatorPort, int targetPort) {
        return new Tutorial(certificateFolder, initiatorPort, targetPort, false);
    }

    /** With certificates for the endpoints, as the tutorial recommends where there is no domain. */
    public static Tutorial withCertificates(Path certificateFolder, int initiatorPort, int targetPort) {
        return new Tutorial(certificateFolder, initiatorPort, targetPort, true);
    }

    /** Another value for a place in the scripts. */
    public Tutorial with(String name, String value) {
        values.put(name, value);
        return this;
    }

    /** Lessons 1 to 3. */
    public void setUp(Connection initiator, Connection target) throws SQLException {
        if (certificates) {
            run("endpoint-certificates-1", initiator, own("InitiatorTransport"));
            run("endpoint-certificates-1", target, own("TargetTransport"));
        }
        run("lesson-1-target-database", target, Map.of());
        run("lesson-2-initiator-database", initiator, Map.of());
        if (certificates) {
            run("endpoint-certificates-2", initiator, peer("TargetTransport", "InstInitiatorEndpoint"));
            run("endpoint-certificates-2", target, peer("InitiatorTransport", "InstTargetEndpoint"));
        }
        run("lesson-3-target-completion", target, Map.of());
    }

    private static Map<String, String> own(String certificate) {
        return Map.of("ownCertificate", certificate, "masterKeyPassword", "Transport-Master-1");
    }

    private static Map<String, String> peer(String certificate, String endpoint) {
        return Map.of(
                "peerCertificate",
                certificate,
                "peerLogin",
                certificate + "Login",
                "peerLoginPassword",
                "Peer-Login-1",
                "endpoint",
                endpoint);
    }

    /** Lesson 4. */
    public List<String> beginConversation(Connection initiator) throws SQLException {
        return run("lesson-4-begin-conversation", initiator, Map.of());
    }

    /** Lesson 5. */
    public List<String> receiveRequest(Connection target) throws SQLException {
        return run("lesson-5-receive-request", target, Map.of());
    }

    /** Lesson 6. */
    public List<String> receiveReply(Connection initiator) throws SQLException {
        return run("lesson-6-receive-reply", initiator, Map.of());
    }

    private List<String> run(String script, Connection connection, Map<String, String> more) throws SQLException {
        return SqlScript.resource("tutorial/" + script + ".sql")
                .with(more)
                .with(values)
                .run(connection);
    }
}
