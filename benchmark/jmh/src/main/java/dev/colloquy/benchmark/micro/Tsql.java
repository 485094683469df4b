package dev.colloquy.benchmark.micro;

import dev.colloquy.instance.tsql.Batch;
import dev.colloquy.instance.tsql.Parser;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From text to tree: a call as the services send it, and a procedure as they create it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Tsql {
    private final String call = "EXEC dbo.begin_conversation @P0, @P1, @P2, @P3, @P4, @P5";
    private final String procedure = """
            CREATE OR ALTER PROCEDURE dbo.receive_requests @batch int, @wait int
            WITH EXECUTE AS OWNER
            AS
            BEGIN
                SET NOCOUNT ON;
                DECLARE @handle uniqueidentifier, @type sysname, @body nvarchar(max), @taken int = 0, @rows int;
                BEGIN TRY
                    BEGIN TRANSACTION;
                    WAITFOR (RECEIVE TOP (1) @handle = conversation_handle, @type = message_type_name,
                             @body = message_body FROM InstTargetQueue), TIMEOUT @wait;
                    SET @rows = @@ROWCOUNT;
                    WHILE @rows > 0
                    BEGIN
                        IF @type = N'//BothDB/2InstSample/RequestMessage'
                            SEND ON CONVERSATION @handle MESSAGE TYPE [//BothDB/2InstSample/ReplyMessage]
                                (N'<ReplyMsg>Message for Initiator service.</ReplyMsg>');
                        INSERT INTO dbo.handled (handle, body, at) VALUES (@handle, @body, SYSUTCDATETIME());
                        END CONVERSATION @handle;
                        SET @taken += 1;
                        IF @taken = @batch BREAK;
                        RECEIVE TOP (1) @handle = conversation_handle, @type = message_type_name,
                            @body = message_body FROM InstTargetQueue;
                        SET @rows = @@ROWCOUNT;
                    END;
                    COMMIT TRANSACTION;
                END TRY
                BEGIN CATCH
                    IF XACT_STATE() <> 0 ROLLBACK TRANSACTION;
                    THROW;
                END CATCH;
                SELECT @taken AS taken;
            END
            """;

    @Benchmark
    public Batch parseCall() {
        return Parser.parse(call);
    }

    @Benchmark
    public Batch parseProcedure() {
        return Parser.parse(procedure);
    }
}
