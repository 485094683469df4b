-- Forgets that requests of a conversation were going to be handled: inside the transaction that answers them or puts them
-- aside, or by itself once that is rolled back while the process lives.
-- Parameters: @conversation_handle uniqueidentifier.
-- Columns: none.
-- DELETE (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.finish_handling
    @conversation_handle uniqueidentifier
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DELETE FROM dbo.handling_attempt WHERE conversation_handle = @conversation_handle;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.finish_handling TO colloquy_runtime;
GO
