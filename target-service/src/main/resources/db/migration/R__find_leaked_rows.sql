-- Looks at the next page of deferred requests for some whose retry is overdue or whose conversation is gone, and files
-- what it finds. What is parked and has its conversation waits for an operator and is no finding.
-- Parameters: @run_id bigint, of the run; @rows int, requests on a page; @queue_limit int, see find_leaked_endpoints;
-- @grace_seconds int: how long after it was due a retry is overdue, and how long a request has to be there without its
-- conversation; @overdue_seconds int: not used here.
-- Columns of the first result: conversation_handle uniqueidentifier; reason varchar(30); state varchar(10), of the
-- request; since datetime2(3). Columns of the second result, one row, or none if the run is not the last one any more:
-- from_start bit, at_end bit.
--
--   REQUEST_STRANDED   the conversation that the request belongs to is gone; nobody would get the reply
--   RETRY_OVERDUE      the conversation timer that brings the request back has not fired
--
-- Only a conversation's first deferred request has a time of failure; those behind it share its fate.
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

    DECLARE @deferred TABLE
    (
        position bigint NOT NULL PRIMARY KEY,
        conversation_handle uniqueidentifier NOT NULL,
        state varchar(10) NOT NULL,
        last_failed_at datetime2(3) NULL,
        due_at datetime2(3) NULL,
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

    BEGIN TRANSACTION;

    EXEC @lock = sys.sp_getapplock
        @Resource = N'dev.colloquy.hygiene', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 0;

    IF @lock >= 0
        SELECT @after = row_position
        FROM dbo.hygiene_run
        WHERE run_id = @run_id AND finished_at IS NULL;

    IF @after IS NOT NULL
    BEGIN
        INSERT INTO @deferred (position, conversation_handle, state, last_failed_at, due_at)
        SELECT TOP (@rows) position, conversation_handle, state, last_failed_at, due_at
        FROM dbo.deferred_request
        WHERE position > @after
        ORDER BY position;
        SET @examined = @@ROWCOUNT;

        IF @examined = @rows
            SELECT @last = MAX(position)
            FROM @deferred;

        UPDATE request
        SET reason = CASE
                WHEN endpoint.conversation_handle IS NULL OR endpoint.state IN ('DO', 'CD')
                    THEN CASE WHEN request.last_failed_at <= @young THEN 'REQUEST_STRANDED' END
                WHEN endpoint.state = 'CO' AND request.state = 'RETRY' AND request.due_at <= @young
                    THEN 'RETRY_OVERDUE'
            END
        FROM @deferred AS request
        LEFT OUTER JOIN sys.conversation_endpoints AS endpoint WITH (NOLOCK)
            ON endpoint.conversation_handle = request.conversation_handle;

        -- What waits in the queue is about to be received.
        IF EXISTS (SELECT 1 FROM @deferred WHERE reason = 'RETRY_OVERDUE')
        BEGIN
            INSERT INTO @queued (conversation_handle)
            SELECT TOP (@queue_limit) conversation_handle
            FROM dbo.InstTargetQueue WITH (NOLOCK);

            IF @@ROWCOUNT = @queue_limit
                DELETE FROM @deferred
                WHERE reason = 'RETRY_OVERDUE';
            ELSE
                DELETE FROM @deferred
                WHERE reason = 'RETRY_OVERDUE'
                    AND conversation_handle IN (SELECT conversation_handle FROM @queued);
        END;

        INSERT INTO @found (conversation_handle, reason, state, since)
        SELECT
            leaked.conversation_handle,
            leaked.reason,
            request.state,
            CASE WHEN leaked.reason = 'RETRY_OVERDUE' THEN leaked.due_at ELSE leaked.last_failed_at END
        FROM @deferred AS leaked
        INNER JOIN dbo.deferred_request AS request
            ON request.position = leaked.position
        WHERE leaked.reason = 'REQUEST_STRANDED'
            OR (leaked.reason = 'RETRY_OVERDUE' AND request.state = 'RETRY' AND request.due_at = leaked.due_at);

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
