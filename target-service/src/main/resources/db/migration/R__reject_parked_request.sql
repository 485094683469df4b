-- Ends the conversation of a parked request with an error, and drops what it has deferred.
-- Parameters: @conversation_handle uniqueidentifier; @error_code int, greater than 0; @error_description
-- nvarchar(3000).
-- Columns: outcome varchar(8): DONE; UNKNOWN, if the conversation has no parked request, and nothing was changed.
--
-- END CONVERSATION locks the conversation group, and comes before the DELETE, as whoever receives from the conversation
-- takes these locks in that order too. A conversation that is gone has rows left only if somebody has ended it WITH
-- CLEANUP; nobody is there to be told.
-- END CONVERSATION, DELETE (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.reject_parked_request
    @conversation_handle uniqueidentifier,
    @error_code int,
    @error_description nvarchar(3000)
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

        IF @state IS NOT NULL AND @state NOT IN ('DO', 'CD')
            END CONVERSATION @conversation_handle WITH ERROR = @error_code DESCRIPTION = @error_description;

        DELETE FROM dbo.deferred_request WHERE conversation_handle = @conversation_handle;
        SET @outcome = 'DONE';
    END;

    SELECT @outcome AS outcome;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.reject_parked_request TO colloquy_runtime;
GO
