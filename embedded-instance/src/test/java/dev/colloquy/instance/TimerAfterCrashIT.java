package dev.colloquy.instance;

import static dev.colloquy.instance.Conversation.execute;
import static dev.colloquy.instance.Conversation.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversation timer whose commit was acknowledged fires after kill -9, one that was not committed does not. */
class TimerAfterCrashIT {
    private static final String BEGIN = """
            DECLARE @h uniqueidentifier;
            BEGIN DIALOG @h FROM SERVICE alone TO SERVICE 'nobody' WITH ENCRYPTION = OFF;
            BEGIN CONVERSATION TIMER (@h) TIMEOUT = %d;
            SELECT @h;""";

    @TempDir
    Path folder;

    @Test
    void a_committed_timer_fires_after_kill_9() throws Exception {
        try (InstanceProcess instance = InstanceProcess.start("instance", folder.resolve("data"))) {
            String kept;
            try (Connection connection = instance.connect()) {
                execute(connection, "CREATE DATABASE Work");
                execute(connection, "USE Work; CREATE QUEUE dbo.q; CREATE SERVICE alone ON QUEUE dbo.q");
                kept = value(connection, BEGIN.formatted(3));
                connection.setAutoCommit(false);
                value(connection, BEGIN.formatted(1));
                instance.kill();
            }
            instance.start();

            try (Connection connection = instance.connect("Work")) {
                assertEquals(
                        kept, value(connection, "WAITFOR (RECEIVE conversation_handle FROM dbo.q), TIMEOUT 30000"));
                assertEquals("0", value(connection, "SELECT COUNT(*) FROM dbo.q"));
                assertEquals("1", value(connection, "SELECT COUNT(*) FROM sys.conversation_endpoints"));
            }
        }
    }
}
