-- Reads the feed: the replies of all conversations in the order in which they were committed.
-- In: @after, the position to begin after, 0 for the first page; @limit, rows at most.
-- Out: position, conversation_handle, message_sequence_number, reply, filed_at.
-- SELECT, TOP (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.read_replies
    @after bigint,
    @limit int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;

    SELECT TOP (@limit) feed.position, feed.conversation_handle, feed.message_sequence_number,
        COALESCE(feed.reply, ledger.reply) AS reply, feed.filed_at
    FROM dbo.reply AS feed
    INNER JOIN dbo.conversation AS ledger
        ON ledger.conversation_handle = feed.conversation_handle
    WHERE feed.position > @after
    ORDER BY feed.position;
END;
GO
GRANT EXECUTE ON dbo.read_replies TO colloquy_runtime;
GO
