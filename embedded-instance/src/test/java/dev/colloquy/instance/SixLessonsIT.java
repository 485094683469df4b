package dev.colloquy.instance;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tutorial's six lessons, batch by batch, over two connections to two instances in two processes. */
class SixLessonsIT {
    @TempDir
    Path folder;

    @Test
    void windows_authentication_as_printed() throws Exception {
        try (InstanceProcess initiator = InstanceProcess.start("initiator", folder.resolve("initiator"));
                InstanceProcess target = InstanceProcess.start("target", folder.resolve("target"))) {
            completeConversation(
                    Tutorial.withWindowsAuthentication(folder, initiator.brokerPort(), target.brokerPort()),
                    initiator,
                    target);
        }
    }

    @Test
    void certificate_authentication_of_the_endpoints() throws Exception {
        try (InstanceProcess initiator = InstanceProcess.start("initiator", folder.resolve("initiator"));
                InstanceProcess target = InstanceProcess.start("target", folder.resolve("target"))) {
            completeConversation(
                    Tutorial.withCertificates(folder, initiator.brokerPort(), target.brokerPort()), initiator, target);
        }
    }

    private static void completeConversation(Tutorial tutorial, InstanceProcess initiator, InstanceProcess target)
            throws SQLException {
        try (Connection atInitiator = initiator.connect();
                Connection atTarget = target.connect()) {
            tutorial.setUp(atInitiator, atTarget);

            List<String> sent = tutorial.beginConversation(atInitiator);
            awaitMessage(atTarget, "InstTargetDB.dbo.InstTargetQueue");
            List<String> received = tutorial.receiveRequest(atTarget);
            awaitMessage(atInitiator, "InstInitiatorDB.dbo.InstInitiatorQueue");
            List<String> reply = tutorial.receiveReply(atInitiator);

            assertEquals(List.of("SentRequestMsg=<RequestMsg>Message for Target service.</RequestMsg>"), sent);
            assertEquals(
                    List.of(
                            "ReceivedRequestMsg=<RequestMsg>Message for Target service.</RequestMsg>",
                            "SentReplyMsg=<ReplyMsg>Message for Initiator service.</ReplyMsg>"),
                    received);
            assertEquals(List.of("ReceivedReplyMsg=<ReplyMsg>Message for Initiator service.</ReplyMsg>"), reply);
            awaitEmpty(atInitiator, "SELECT COUNT(*) FROM InstInitiatorDB.sys.conversation_endpoints");
            awaitEmpty(atTarget, "SELECT COUNT(*) FROM InstTargetDB.sys.conversation_endpoints WHERE state <> 'CD'");
            awaitEmpty(atTarget, "SELECT COUNT(*) FROM InstTargetDB.sys.transmission_queue");
        }
    }

    /** The tutorial's WAITFOR gives up after a second; its reader waits and runs it again, the test waits before. */
    private static void awaitMessage(Connection connection, String queue) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> count(connection, "SELECT COUNT(*) FROM " + queue + " WITH (NOLOCK)") > 0);
    }

    private static void awaitEmpty(Connection connection, String query) {
        await().atMost(Duration.ofSeconds(30)).until(() -> count(connection, query) == 0);
    }

    private static int count(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
