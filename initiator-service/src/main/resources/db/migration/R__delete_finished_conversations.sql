-- Deletes finished conversations that are older than they are kept, the oldest first, with their replies, their
-- further requests and their idempotency keys.
-- Parameters: @keep_seconds bigint: how long a conversation is kept after its end; @rows int: rows to delete at most,
-- of all tables together, which is what one transaction holds locks on.
-- Columns, one row: outcome varchar(6), DONE, or BUSY if another replica is at it; conversations int, how many were
-- deleted; is_more bit, whether there may be more of them. A conversation goes last, once it has no replies and
-- requests any more. DATEADD takes an int, so the time is gone back in whole minutes.
-- DELETE, TOP, sp_getapplock, DATEADD (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.delete_finished_conversations
    @keep_seconds bigint,
    @rows int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @finished TABLE (id bigint NOT NULL PRIMARY KEY, conversation_handle uniqueidentifier NOT NULL UNIQUE);
    DECLARE @lock int, @deleted int = 0, @conversations int = 0, @found int = 0;
    DECLARE @minutes int = -((@keep_seconds + 59) / 60);

    BEGIN TRANSACTION;

    EXEC @lock = sys.sp_getapplock
        @Resource = N'dev.colloquy.retention', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 0;

    IF @lock >= 0
    BEGIN
        INSERT INTO @finished (id, conversation_handle)
        SELECT TOP (@rows) id, conversation_handle
        FROM dbo.conversation
        WHERE ended_at < DATEADD(minute, @minutes, SYSUTCDATETIME())
            AND state IN ('COMPLETED', 'FAILED', 'EXPIRED', 'ENDED')
        ORDER BY ended_at;
        SET @found = @@ROWCOUNT;

        DELETE TOP (@rows)
        FROM dbo.reply
        WHERE conversation_handle IN (SELECT conversation_handle FROM @finished);
        SET @deleted = @@ROWCOUNT;

        IF @deleted < @rows
        BEGIN
            DELETE TOP (@rows - @deleted)
            FROM dbo.request_message
            WHERE conversation_handle IN (SELECT conversation_handle FROM @finished);
            SET @deleted += @@ROWCOUNT;
        END;

        IF @deleted < @rows
        BEGIN
            DELETE TOP (@rows - @deleted)
            FROM dbo.conversation
            WHERE id IN (SELECT id FROM @finished);
            SET @conversations = @@ROWCOUNT;
        END;
    END;

    COMMIT TRANSACTION;

    SELECT
        CASE WHEN @lock >= 0 THEN 'DONE' ELSE 'BUSY' END AS outcome,
        @conversations AS conversations,
        CAST(CASE WHEN @found = @rows OR @conversations < @found THEN 1 ELSE 0 END AS bit) AS is_more;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.delete_finished_conversations TO colloquy_runtime;
GO
