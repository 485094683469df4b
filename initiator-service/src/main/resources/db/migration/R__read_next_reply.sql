-- Reads a conversation and the first reply of it that comes after another one.
-- In: @conversation_handle, of the initiator's side; @after, the message sequence number to begin after.
-- Out, one row, or none if the ledger does not know the handle: id, conversation_handle, state, request, reply,
--   error_code, error_description, begun_at, expires_at, replied_at, ended_at, version; and of the next reply, NULL if
--   there is none, position, message_sequence_number, next_reply, filed_at.
-- SELECT, TOP (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.read_next_reply
    @conversation_handle uniqueidentifier,
    @after bigint
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;

    SELECT TOP (1) ledger.id, ledger.conversation_handle, ledger.state, ledger.request, ledger.reply,
        ledger.error_code, ledger.error_description, ledger.begun_at, ledger.expires_at, ledger.replied_at,
        ledger.ended_at, ledger.version,
        feed.position, feed.message_sequence_number, feed.filed_at,
        CASE WHEN feed.position IS NOT NULL THEN COALESCE(feed.reply, ledger.reply) END AS next_reply
    FROM dbo.conversation AS ledger
    LEFT OUTER JOIN dbo.reply AS feed
        ON feed.conversation_handle = ledger.conversation_handle
        AND feed.message_sequence_number > @after
    WHERE ledger.conversation_handle = @conversation_handle
    ORDER BY feed.message_sequence_number;
END;
GO
GRANT EXECUTE ON dbo.read_next_reply TO colloquy_runtime;
GO
