package dev.colloquy.initiator.hygiene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the ledger gives up, and what it never does. */
class RetentionTest {
    @RegisterExtension
    static final InitiatorInstance INSTANCE = new InitiatorInstance();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private record Settings(Duration keepFor, int batches) implements RetentionConfig {
        @Override
        public Duration interval() {
            return Duration.ofMinutes(1);
        }
    }

    private void round(Duration keepFor, int batches) throws SQLException {
        new Retention(new Settings(keepFor, batches), INSTANCE.runTime(), meters).round();
    }

    /** Rows as the service leaves them behind, without the dialogs. */
    private static void fill(int conversations, String state, int daysAgo) throws SQLException {
        INSTANCE.execute("""
                SET NOCOUNT ON;
                DECLARE @left int = ?, @state varchar(10) = ?, @days int = ?, @handle uniqueidentifier;
                DECLARE @at datetime2(3) = DATEADD(day, -@days, SYSUTCDATETIME()), @position bigint;
                SELECT @position = COALESCE(MAX(position), 0) FROM dbo.reply;
                BEGIN TRANSACTION;
                WHILE @left > 0
                BEGIN
                    SELECT @handle = NEWID(), @left -= 1, @position += 1;
                    INSERT INTO dbo.conversation (conversation_handle, state, request, begun_at, ended_at, client,
                        idempotency_key)
                    VALUES (@handle, @state, N'<RequestMsg/>', @at, CASE WHEN @state <> 'BEGUN' THEN @at END, N'',
                        CAST(@handle AS nvarchar(36)));
                    INSERT INTO dbo.reply (position, conversation_handle, message_sequence_number, filed_at)
                    VALUES (@position, @handle, 0, @at);
                    INSERT INTO dbo.request_message (conversation_handle, request, last_message_sequence_number, sent_at)
                    VALUES (@handle, N'<RequestMsg/>', 0, @at);
                END;
                COMMIT TRANSACTION;
                """, String.valueOf(conversations), state, String.valueOf(daysAgo));
    }

    private static List<String> rows() throws SQLException {
        return List.of(
                INSTANCE.value("SELECT COUNT(*) FROM dbo.conversation"),
                INSTANCE.value("SELECT COUNT(*) FROM dbo.reply"),
                INSTANCE.value("SELECT COUNT(*) FROM dbo.request_message"));
    }

    @Test
    void old_finished_conversations_go_with_their_messages_and_others_stay() throws SQLException {
        for (String state : List.of("COMPLETED", "FAILED", "EXPIRED", "ENDED")) {
            fill(2, state, 31);
        }
        fill(3, "COMPLETED", 29);
        fill(4, "BEGUN", 400);

        round(Duration.ofDays(30), 10);

        assertEquals(List.of("7", "7", "7"), rows());
        assertEquals(8, meters.get("colloquy.retention.deleted").counter().count());
    }

    @Test
    void a_transaction_deletes_500_rows_at_most_and_a_round_has_so_many() throws SQLException {
        fill(400, "COMPLETED", 31);

        round(Duration.ofDays(30), 1);
        assertEquals(List.of("400", "0", "300"), rows());

        round(Duration.ofDays(30), 2);
        assertEquals(List.of("0", "0", "0"), rows());
    }

    @Test
    void nothing_is_deleted_when_it_is_off() throws SQLException {
        fill(2, "COMPLETED", 4_000);

        round(Duration.ZERO, 10);

        assertEquals(List.of("2", "2", "2"), rows());
    }

    @Test
    void a_time_that_cannot_be_is_refused_by_its_name() {
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> round(Duration.ofDays(-1), 10));

        assertEquals("colloquy.retention.keep-for is PT-24H, but must be PT0S to PT876000H", refused.getMessage());
    }
}
