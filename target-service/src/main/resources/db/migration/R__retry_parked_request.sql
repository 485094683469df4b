-- Has the parked request of a conversation handled once more, by a DialogTimer message within about a second.
-- Parameters: @conversation_handle uniqueidentifier.
-- Columns: outcome varchar(8): DONE; UNKNOWN, if the conversation has no parked request; ENDED, if its dialog is no
-- longer open, and nothing was changed.
--
-- BEGIN CONVERSATION TIMER locks the conversation group, and comes before the UPDATE, as whoever receives from the
-- conversation takes these locks in that order too. So the UPDATE finds out whether somebody has been faster.
-- BEGIN CONVERSATION TIMER, UPDATE (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.retry_parked_request
    @conversation_handle uniqueidentifier
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @state char(2), @outcome varchar(8) = 'UNKNOWN';

    IF EXISTS
    (
        SELECT 1 FROM dbo.deferred_request WHERE conversation_handle = @conversation_handle AND state = 'PARKED'
    )
    BEGIN
        SELECT @state = state FROM sys.conversation_endpoints WHERE conversation_handle = @conversation_handle;

        IF @state IS NULL OR @state <> 'CO'
            SET @outcome = 'ENDED';
        ELSE
        BEGIN
            BEGIN CONVERSATION TIMER (@conversation_handle) TIMEOUT = 1;

            UPDATE dbo.deferred_request
            SET state = 'RETRY', due_at = DATEADD(second, 1, SYSUTCDATETIME())
            WHERE conversation_handle = @conversation_handle AND state = 'PARKED';

            IF @@ROWCOUNT > 0
                SET @outcome = 'DONE';
        END;
    END;

    SELECT @outcome AS outcome;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.retry_parked_request TO colloquy_runtime;
GO
