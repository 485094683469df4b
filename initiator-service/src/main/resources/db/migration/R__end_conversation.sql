-- Ends an open conversation with an error, so that the target does not do work that nobody waits for. A conversation
-- that is not open any more stays as it is.
-- In: @conversation_handle, of the initiator's side.
-- Out, one row as it is afterwards, or none if the ledger does not know the handle: id, conversation_handle, state,
--   begun_at, replied_at, ended_at.
-- The order of locks is the collector's: the conversation group by END CONVERSATION, then the feed, then the row; so
-- the one waits for the other, and neither is a deadlock's victim.
-- 8426 and 8427 say that the endpoint is gone. Then the collector has filed the end by now, and the row is not open any
-- more; or an administrator has removed the endpoint, and the row is closed all the same, at the second turn.
-- END CONVERSATION, TRY...CATCH, XACT_STATE (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.end_conversation
    @conversation_handle uniqueidentifier
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @has_endpoint bit = 1;

    WHILE EXISTS
    (
        SELECT 1
        FROM dbo.conversation
        WHERE conversation_handle = @conversation_handle AND state IN ('BEGUN', 'REPLIED')
    )
    BEGIN
        BEGIN TRY
            BEGIN TRANSACTION;

            IF @has_endpoint = 1
                END CONVERSATION @conversation_handle
                    WITH ERROR = 1 DESCRIPTION = N'The initiator ended the conversation before it was completed.';

            UPDATE dbo.feed
            SET last_ending_position = last_ending_position + 1
            WHERE id = 1;

            UPDATE ledger
            SET state = 'ENDED',
                ended_at = SYSUTCDATETIME(),
                version = ledger.version + 1,
                ending_position = feed.last_ending_position
            FROM dbo.conversation AS ledger
            INNER JOIN dbo.feed AS feed
                ON feed.id = 1
            WHERE ledger.conversation_handle = @conversation_handle AND ledger.state IN ('BEGUN', 'REPLIED');

            COMMIT TRANSACTION;
        END TRY
        BEGIN CATCH
            IF XACT_STATE() <> 0
                ROLLBACK TRANSACTION;
            IF @has_endpoint = 0 OR ERROR_NUMBER() NOT IN (8426, 8427)
                THROW;
            SET @has_endpoint = 0;
        END CATCH;
    END;

    SELECT id, conversation_handle, state, begun_at, replied_at, ended_at
    FROM dbo.conversation
    WHERE conversation_handle = @conversation_handle;
END;
GO
GRANT EXECUTE ON dbo.end_conversation TO colloquy_runtime;
GO
