-- Ends a conversation that the search has found leaked, drops the retries that it has deferred, and notes in the
-- finding what was done. What is no longer as it was found, or still has messages on their way, stays as it is, and so
-- does what is parked.
-- Parameters: @run_id bigint, of the run; @conversation_handle uniqueidentifier and @reason varchar(30), of the
-- finding; @cleanup bit: an end that the peer does not acknowledge may be cleaned up; @error_code int, greater than 0,
-- and @error_description nvarchar(3000), for the peer.
-- Columns, one row: action varchar(10): ENDED; CLEANED_UP, ended WITH CLEANUP; HELD, as messages of it wait in a
-- queue; CHANGED, as it is not what was found any more; REPORTED, as it cannot be ended.
--
-- Without NOLOCK, and by the key of the queue's index, status and conversation group: what is received right now is
-- waited for, so that an end never takes a message from a receiver whose transaction is rolled back. END CONVERSATION
-- locks the conversation group; a message that comes before it is seen in receive_sequence, and 50004 rolls the end
-- back. 8426 and 8427 say that the conversation has come to its end.
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

    DECLARE @action varchar(10) = 'CHANGED', @state char(2), @is_as_found bit = 0;
    DECLARE @conversation_group_id uniqueidentifier, @send_sequence bigint, @receive_sequence bigint, @dropped int;

    BEGIN TRANSACTION;

    SELECT @state = state, @conversation_group_id = conversation_group_id,
        @send_sequence = send_sequence, @receive_sequence = receive_sequence
    FROM sys.conversation_endpoints
    WHERE conversation_handle = @conversation_handle;

    IF @reason = 'REQUEST_STRANDED'
        SET @is_as_found = CASE WHEN @state IS NULL OR @state IN ('DO', 'CD') THEN 1 ELSE 0 END;
    ELSE IF @reason = 'RETRY_OVERDUE'
        SET @is_as_found = CASE WHEN @state = 'CO' THEN 1 ELSE 0 END;
    ELSE IF EXISTS
    (
        SELECT 1
        FROM dbo.hygiene_suspect
        WHERE conversation_handle = @conversation_handle
            AND reason = @reason AND state = @state
            AND send_sequence = @send_sequence AND receive_sequence = @receive_sequence
    )
        SET @is_as_found = 1;

    IF @is_as_found = 1 AND @reason = 'REQUEST_STRANDED'
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
    ELSE IF @is_as_found = 1 AND @state <> 'SI'
    BEGIN
        IF EXISTS (SELECT 1 FROM sys.transmission_queue WHERE conversation_handle = @conversation_handle)
            OR EXISTS
            (
                SELECT 1
                FROM dbo.InstTargetQueue
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

    -- An endpoint whose first message is not complete takes no END CONVERSATION.
    IF @is_as_found = 1 AND @state = 'SI'
        SET @action = 'REPORTED';

    IF @action = 'ENDED'
    BEGIN
        DELETE FROM dbo.deferred_request
        WHERE conversation_handle = @conversation_handle AND state = 'RETRY';
        SET @dropped = @@ROWCOUNT;
        IF @dropped = 0 AND @reason = 'REQUEST_STRANDED'
            SET @action = 'REPORTED';
        IF @dropped = 0 AND @reason = 'RETRY_OVERDUE'
            THROW 50004, N'The request is not deferred any more; the conversation is not ended.', 1;
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
