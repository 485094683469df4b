-- Reads one conversation from the ledger.
-- In: @conversation_handle, of the initiator's side.
-- Out, one row, or none if the ledger does not know the handle: id, conversation_handle, state, request, reply,
--   error_code, error_description, begun_at, expires_at, replied_at, ended_at, version.
-- SELECT (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.read_conversation
    @conversation_handle uniqueidentifier
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;

    SELECT id, conversation_handle, state, request, reply, error_code, error_description,
        begun_at, expires_at, replied_at, ended_at, version
    FROM dbo.conversation
    WHERE conversation_handle = @conversation_handle;
END;
GO
GRANT EXECUTE ON dbo.read_conversation TO colloquy_runtime;
GO
