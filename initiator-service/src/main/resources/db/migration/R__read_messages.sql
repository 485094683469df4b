-- Reads the requests and replies of one dialog in their order: each request after the replies that were filed before it
-- was sent.
-- In: @conversation_handle, of the initiator's side; @limit, rows at most.
-- Out, no row if the ledger does not know the handle: direction ('REQUEST', 'REPLY'), message, happened_at.
-- SELECT, TOP, Set operators - UNION (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.read_messages
    @conversation_handle uniqueidentifier,
    @limit int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;

    SELECT TOP (@limit) direction, message, happened_at
    FROM
    (
        SELECT 'REQUEST' AS direction, request AS message, begun_at AS happened_at,
            CAST(-1 AS bigint) AS place, CAST(0 AS bigint) AS request_id
        FROM dbo.conversation
        WHERE conversation_handle = @conversation_handle
        UNION ALL
        SELECT 'REQUEST', request, sent_at, last_message_sequence_number, id
        FROM dbo.request_message
        WHERE conversation_handle = @conversation_handle
        UNION ALL
        SELECT 'REPLY', COALESCE(feed.reply, ledger.reply), feed.filed_at, feed.message_sequence_number, 0
        FROM dbo.reply AS feed
        INNER JOIN dbo.conversation AS ledger
            ON ledger.conversation_handle = feed.conversation_handle
        WHERE feed.conversation_handle = @conversation_handle
    ) AS messages
    ORDER BY place, request_id;
END;
GO
GRANT EXECUTE ON dbo.read_messages TO colloquy_runtime;
GO
