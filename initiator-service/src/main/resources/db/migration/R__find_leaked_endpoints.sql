-- Looks at the next page of conversation endpoints for some that have leaked, and files what it finds.
-- Parameters: @run_id bigint, of the run; @rows int, endpoints on a page; @queue_limit int: while more messages than
-- these wait in the queue, it is not asked whose they are, and endpoints whose messages may be among them are left in
-- peace; @grace_seconds int: how long an endpoint has to look leaked; @overdue_seconds int: how long the peer may take
-- to acknowledge an end.
-- Columns of the first result: conversation_handle uniqueidentifier; reason varchar(30); state varchar(10); since
-- datetime2(3). Columns of the second result, one row, or none if the run is not the last one any more: from_start
-- bit, at_end bit.
--
--   END_NOT_NOTICED        DI, and the queue has nothing for it: the EndDialog was received, this side was not ended
--   ERROR_NOT_NOTICED      ER, and the queue has nothing for it
--   END_NOT_ACKNOWLEDGED   DO: the peer does not acknowledge the end
--   NOT_IN_LEDGER          CO or SO, and the ledger does not know it
--   CLOSED_IN_LEDGER       CO or SO, and the ledger holds it as finished
--
-- TOP comes before all other conditions, so that a page costs the same however many endpoints there are. NOLOCK:
-- nothing here waits for those at work, nor they for this; what is seen wrongly once is not seen again for long
-- enough.
-- sys.conversation_endpoints, sp_getapplock, TOP, Table hints (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.find_leaked_endpoints
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

    DECLARE @endpoint TABLE
    (
        conversation_handle uniqueidentifier NOT NULL PRIMARY KEY,
        is_ours bit NOT NULL,
        state char(2) NOT NULL,
        send_sequence bigint NOT NULL,
        receive_sequence bigint NOT NULL,
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
    DECLARE @start uniqueidentifier = '00000000-0000-0000-0000-000000000000';
    DECLARE @lock int, @after uniqueidentifier, @last uniqueidentifier, @examined int, @is_queue_known bit, @room int;
    DECLARE @service_id int, @now datetime2(3) = SYSUTCDATETIME();

    BEGIN TRANSACTION;

    EXEC @lock = sys.sp_getapplock
        @Resource = N'dev.colloquy.hygiene', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 0;

    IF @lock >= 0
        SELECT @after = endpoint_position
        FROM dbo.hygiene_run
        WHERE run_id = @run_id AND finished_at IS NULL;

    IF @after IS NOT NULL
    BEGIN
        SELECT @service_id = service_id
        FROM sys.services
        WHERE name = N'${service}';

        INSERT INTO @endpoint (conversation_handle, is_ours, state, send_sequence, receive_sequence)
        SELECT TOP (@rows)
            conversation_handle,
            CASE WHEN service_id = @service_id AND is_initiator = 1 THEN 1 ELSE 0 END,
            state,
            send_sequence,
            receive_sequence
        FROM sys.conversation_endpoints WITH (NOLOCK)
        WHERE conversation_handle > @after
        ORDER BY conversation_handle;
        SET @examined = @@ROWCOUNT;

        IF @examined = @rows
            SELECT TOP (1) @last = conversation_handle
            FROM @endpoint
            ORDER BY conversation_handle DESC;

        INSERT INTO @queued (conversation_handle)
        SELECT TOP (@queue_limit) conversation_handle
        FROM dbo.[${queue}] WITH (NOLOCK);
        SET @is_queue_known = CASE WHEN @@ROWCOUNT < @queue_limit THEN 1 ELSE 0 END;

        UPDATE endpoint
        SET reason = CASE
                WHEN endpoint.state = 'DO' THEN 'END_NOT_ACKNOWLEDGED'
                WHEN @is_queue_known = 0
                    OR endpoint.conversation_handle IN (SELECT conversation_handle FROM @queued) THEN NULL
                WHEN endpoint.state = 'DI' THEN 'END_NOT_NOTICED'
                WHEN endpoint.state = 'ER' THEN 'ERROR_NOT_NOTICED'
                WHEN endpoint.state IN ('SO', 'CO') AND ledger.id IS NULL THEN 'NOT_IN_LEDGER'
                WHEN endpoint.state IN ('SO', 'CO') AND ledger.ended_at IS NOT NULL THEN 'CLOSED_IN_LEDGER'
            END
        FROM @endpoint AS endpoint
        LEFT OUTER JOIN dbo.conversation AS ledger
            ON ledger.conversation_handle = endpoint.conversation_handle
        WHERE endpoint.is_ours = 1;

        DELETE suspect
        FROM dbo.hygiene_suspect AS suspect
        WHERE suspect.conversation_handle > @after
            AND (@last IS NULL OR suspect.conversation_handle <= @last)
            AND NOT EXISTS
            (
                SELECT 1
                FROM @endpoint AS endpoint
                WHERE endpoint.conversation_handle = suspect.conversation_handle
                    AND endpoint.reason = suspect.reason
                    AND endpoint.state = suspect.state
                    AND endpoint.send_sequence = suspect.send_sequence
                    AND endpoint.receive_sequence = suspect.receive_sequence
            );

        INSERT INTO dbo.hygiene_suspect
            (conversation_handle, reason, state, send_sequence, receive_sequence, seen_since)
        SELECT conversation_handle, reason, state, send_sequence, receive_sequence, @now
        FROM @endpoint AS endpoint
        WHERE reason IS NOT NULL
            AND NOT EXISTS
            (
                SELECT 1
                FROM dbo.hygiene_suspect AS suspect
                WHERE suspect.conversation_handle = endpoint.conversation_handle
            );

        INSERT INTO @found (conversation_handle, reason, state, since)
        SELECT endpoint.conversation_handle, suspect.reason, suspect.state, suspect.seen_since
        FROM @endpoint AS endpoint
        INNER JOIN dbo.hygiene_suspect AS suspect
            ON suspect.conversation_handle = endpoint.conversation_handle
        WHERE suspect.seen_since <= DATEADD(
            second,
            -CASE WHEN suspect.reason = 'END_NOT_ACKNOWLEDGED' THEN @overdue_seconds ELSE @grace_seconds END,
            @now);

        SELECT @room = 1000 - COUNT(*)
        FROM dbo.hygiene_finding;
        INSERT INTO dbo.hygiene_finding (conversation_handle, reason, state, since, action)
        SELECT TOP (@room) conversation_handle, reason, state, since, 'REPORTED'
        FROM @found
        ORDER BY since;

        UPDATE dbo.hygiene_run
        SET endpoint_position = COALESCE(@last, @start), active_at = @now
        WHERE run_id = @run_id;
    END;

    COMMIT TRANSACTION;

    SELECT conversation_handle, reason, state, since
    FROM @found
    ORDER BY since;

    SELECT
        CAST(CASE WHEN @after = @start THEN 1 ELSE 0 END AS bit) AS from_start,
        CAST(CASE WHEN @last IS NULL THEN 1 ELSE 0 END AS bit) AS at_end
    WHERE @after IS NOT NULL;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.find_leaked_endpoints TO colloquy_runtime;
GO
