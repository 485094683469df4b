-- Ends a conversation that the search has found leaked, closes it in the ledger, and notes in the finding what was
-- done. What is no longer as it was found, or still has messages on their way, stays as it is.
-- Parameters: @run_id bigint, of the run; @conversation_handle uniqueidentifier and @reason varchar(30), of the
-- finding; @cleanup bit: an end that the peer does not acknowledge may be cleaned up; @error_code int, greater than 0,
-- and @error_description nvarchar(3000), for the peer and for the ledger.
-- Columns, one row: action varchar(10): ENDED; CLEANED_UP, ended WITH CLEANUP; HELD, as messages of it wait in a
-- queue; CHANGED, as it is not what was found any more; REPORTED, as it cannot be ended.
--
-- Without NOLOCK, and by the key of the queue's index, status and conversation group: what is received right now is
-- waited for, so that an end never takes a message from a collector whose transaction is rolled back. END CONVERSATION
-- locks the conversation group; a message that comes before it is seen in receive_sequence, and 50004 rolls the end
-- back. 8426 and 8427 say that the conversation has come to its end. The order of locks is the collector's:
-- conversation group, feed, row.
-- END CONVERSATION, sys.conversation_endpoints, sys.transmission_queue (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.end_leaked_conversation
    @run_id bigint,
    @conversation_handle uniqueidentifier,
    @reason varchar(30),
    @cleanup bit,
    @error_code int,
    @error_description nvarchar(3000)
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @action varchar(10) = 'CHANGED', @state char(2), @ledger_state varchar(10), @is_as_found bit = 0;
    DECLARE @conversation_group_id uniqueidentifier, @send_sequence bigint, @receive_sequence bigint;
    DECLARE @now datetime2(3) = SYSUTCDATETIME();

    BEGIN TRANSACTION;

    SELECT @state = state, @conversation_group_id = conversation_group_id,
        @send_sequence = send_sequence, @receive_sequence = receive_sequence
    FROM sys.conversation_endpoints
    WHERE conversation_handle = @conversation_handle;

    SELECT @ledger_state = state
    FROM dbo.conversation
    WHERE conversation_handle = @conversation_handle AND state IN ('BEGUN', 'REPLIED');

    IF @reason = 'ENDPOINT_GONE'
        SET @is_as_found = CASE WHEN @state IS NULL AND @ledger_state IS NOT NULL THEN 1 ELSE 0 END;
    ELSE IF @reason IN ('LIFETIME_OVER', 'OPEN_TOO_LONG')
        SET @is_as_found = CASE WHEN @state IN ('SO', 'CO') AND @ledger_state IS NOT NULL THEN 1 ELSE 0 END;
    ELSE IF EXISTS
    (
        SELECT 1
        FROM dbo.hygiene_suspect
        WHERE conversation_handle = @conversation_handle
            AND reason = @reason AND state = @state
            AND send_sequence = @send_sequence AND receive_sequence = @receive_sequence
    )
        SET @is_as_found = 1;

    IF @is_as_found = 1 AND @reason = 'ENDPOINT_GONE'
        SET @action = 'ENDED';
    ELSE IF @is_as_found = 1 AND @reason = 'END_NOT_ACKNOWLEDGED'
    BEGIN
        SET @action = 'REPORTED';
        IF @cleanup = 1
        BEGIN
            END CONVERSATION @conversation_handle WITH CLEANUP;
            SET @action = 'CLEANED_UP';
        END;
    END
    ELSE IF @is_as_found = 1
    BEGIN
        IF EXISTS (SELECT 1 FROM sys.transmission_queue WHERE conversation_handle = @conversation_handle)
            OR EXISTS
            (
                SELECT 1
                FROM dbo.[${queue}]
                WHERE status IN (1, 2) AND conversation_group_id = @conversation_group_id
                    AND conversation_handle = @conversation_handle
            )
            SET @action = 'HELD';
        ELSE
        BEGIN
            END CONVERSATION @conversation_handle WITH ERROR = @error_code DESCRIPTION = @error_description;

            IF EXISTS
            (
                SELECT 1
                FROM sys.conversation_endpoints
                WHERE conversation_handle = @conversation_handle AND receive_sequence <> @receive_sequence
            )
                THROW 50004, N'A message has come; the conversation is not ended.', 1;
            SET @action = 'ENDED';
        END;
    END;

    IF @action = 'ENDED' AND @ledger_state IS NOT NULL
    BEGIN
        UPDATE dbo.feed
        SET last_ending_position = last_ending_position + 1
        WHERE id = 1;

        UPDATE ledger
        SET state = CASE
                WHEN @reason = 'LIFETIME_OVER' THEN 'EXPIRED'
                WHEN @reason = 'END_NOT_NOTICED' AND ledger.state = 'REPLIED' THEN 'COMPLETED'
                ELSE 'FAILED'
            END,
            error_code =
                CASE WHEN @reason = 'END_NOT_NOTICED' AND ledger.state = 'REPLIED' THEN NULL ELSE @error_code END,
            error_description = CASE
                WHEN @reason = 'END_NOT_NOTICED' AND ledger.state = 'REPLIED' THEN NULL
                ELSE @error_description
            END,
            ended_at = @now,
            version = ledger.version + 1,
            ending_position = feed.last_ending_position
        FROM dbo.conversation AS ledger
        INNER JOIN dbo.feed AS feed
            ON feed.id = 1
        WHERE ledger.conversation_handle = @conversation_handle AND ledger.state IN ('BEGUN', 'REPLIED');
    END;

    IF @action <> 'REPORTED'
        UPDATE dbo.hygiene_finding
        SET action = @action
        WHERE conversation_handle = @conversation_handle AND reason = @reason;

    UPDATE dbo.hygiene_run
    SET active_at = SYSUTCDATETIME()
    WHERE run_id = @run_id;

    COMMIT TRANSACTION;

    SELECT @action AS action;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.end_leaked_conversation TO colloquy_runtime;
GO
