-- Looks at the next page of conversations that the ledger holds as open for some that are overdue or have no endpoint
-- any more, and files what it finds.
-- Parameters: @run_id bigint, of the run; @rows int, conversations on a page; @queue_limit int, see
-- find_leaked_endpoints; @grace_seconds int: how old a conversation is at least, and how long after its lifetime it is
-- overdue; @overdue_seconds int: how long it may be open.
-- Columns of the first result: conversation_handle uniqueidentifier; reason varchar(30); state varchar(10), of the
-- ledger; since datetime2(3). Columns of the second result, one row, or none if the run is not the last one any more:
-- from_start bit, at_end bit.
--
--   ENDPOINT_GONE   no endpoint: somebody has ended the conversation WITH CLEANUP, or SET NEW_BROKER
--   LIFETIME_OVER   open, though its lifetime is over
--   OPEN_TOO_LONG   open for longer than a conversation should be
--
-- An endpoint and its row begin in one transaction, and the row is read first: a row that is seen has had its endpoint.
-- Before the page is filed the ledger is asked again, as the conversation may have come to its end in between.
-- sys.conversation_endpoints, sp_getapplock, TOP, Table hints (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.find_leaked_rows
    @run_id bigint,
    @rows int,
    @queue_limit int,
    @grace_seconds int,
    @overdue_seconds int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @open TABLE
    (
        id bigint NOT NULL PRIMARY KEY,
        conversation_handle uniqueidentifier NOT NULL,
        begun_at datetime2(3) NOT NULL,
        expires_at datetime2(3) NULL,
        reason varchar(30) NULL
    );
    DECLARE @queued TABLE (conversation_handle uniqueidentifier NOT NULL);
    DECLARE @found TABLE
    (
        conversation_handle uniqueidentifier NOT NULL,
        reason varchar(30) NOT NULL,
        state varchar(10) NOT NULL,
        since datetime2(3) NOT NULL
    );
    DECLARE @lock int, @after bigint, @last bigint, @examined int, @room int, @now datetime2(3) = SYSUTCDATETIME();
    DECLARE @young datetime2(3) = DATEADD(second, -@grace_seconds, @now);
    DECLARE @overdue datetime2(3) = DATEADD(second, -@overdue_seconds, @now);

    BEGIN TRANSACTION;

    EXEC @lock = sys.sp_getapplock
        @Resource = N'dev.colloquy.hygiene', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 0;

    IF @lock >= 0
        SELECT @after = row_position
        FROM dbo.hygiene_run
        WHERE run_id = @run_id AND finished_at IS NULL;

    IF @after IS NOT NULL
    BEGIN
        INSERT INTO @open (id, conversation_handle, begun_at, expires_at)
        SELECT TOP (@rows) id, conversation_handle, begun_at, expires_at
        FROM dbo.conversation
        WHERE state IN ('BEGUN', 'REPLIED') AND id > @after
        ORDER BY id;
        SET @examined = @@ROWCOUNT;

        IF @examined = @rows
            SELECT @last = MAX(id)
            FROM @open;

        DELETE FROM @open
        WHERE begun_at > @young;

        UPDATE ledger
        SET reason = CASE
                WHEN endpoint.conversation_handle IS NULL THEN 'ENDPOINT_GONE'
                WHEN endpoint.state NOT IN ('SO', 'CO') THEN NULL
                WHEN ledger.expires_at <= @young THEN 'LIFETIME_OVER'
                WHEN ledger.begun_at <= @overdue THEN 'OPEN_TOO_LONG'
            END
        FROM @open AS ledger
        LEFT OUTER JOIN sys.conversation_endpoints AS endpoint WITH (NOLOCK)
            ON endpoint.conversation_handle = ledger.conversation_handle;

        -- What waits in the queue is about to be collected.
        IF EXISTS (SELECT 1 FROM @open WHERE reason IN ('LIFETIME_OVER', 'OPEN_TOO_LONG'))
        BEGIN
            INSERT INTO @queued (conversation_handle)
            SELECT TOP (@queue_limit) conversation_handle
            FROM dbo.[${queue}] WITH (NOLOCK);

            IF @@ROWCOUNT = @queue_limit
                DELETE FROM @open
                WHERE reason <> 'ENDPOINT_GONE';
            ELSE
                DELETE FROM @open
                WHERE reason <> 'ENDPOINT_GONE'
                    AND conversation_handle IN (SELECT conversation_handle FROM @queued);
        END;

        INSERT INTO @found (conversation_handle, reason, state, since)
        SELECT
            leaked.conversation_handle,
            leaked.reason,
            ledger.state,
            CASE WHEN leaked.reason = 'LIFETIME_OVER' THEN leaked.expires_at ELSE leaked.begun_at END
        FROM @open AS leaked
        INNER JOIN dbo.conversation AS ledger
            ON ledger.id = leaked.id
        WHERE leaked.reason IS NOT NULL AND ledger.state IN ('BEGUN', 'REPLIED');

        SELECT @room = 1000 - COUNT(*)
        FROM dbo.hygiene_finding;
        INSERT INTO dbo.hygiene_finding (conversation_handle, reason, state, since, action)
        SELECT TOP (@room) conversation_handle, reason, state, since, 'REPORTED'
        FROM @found
        ORDER BY since;

        UPDATE dbo.hygiene_run
        SET row_position = COALESCE(@last, 0), active_at = @now
        WHERE run_id = @run_id;
    END;

    COMMIT TRANSACTION;

    SELECT conversation_handle, reason, state, since
    FROM @found
    ORDER BY since;

    SELECT
        CAST(CASE WHEN @after = 0 THEN 1 ELSE 0 END AS bit) AS from_start,
        CAST(CASE WHEN @last IS NULL THEN 1 ELSE 0 END AS bit) AS at_end
    WHERE @after IS NOT NULL;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.find_leaked_rows TO colloquy_runtime;
GO
