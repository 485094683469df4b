-- Tells which conversations have got a reply, or have ended without one, since the last call: what a replica needs to
-- wake those who wait in it for what another replica has filed. Positions are given in the order of commit, so whoever
-- has seen one never misses a smaller one.
-- In: @after_position and @after_ending_position, the largest that are known; @limit, rows of each kind at most, the
--   newest if there are more.
-- Out, in no order: conversation_handle; position, NULL for an ending; ending_position, NULL for a reply.
-- SELECT, TOP, Set operators - UNION (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.poll_feed
    @after_position bigint,
    @after_ending_position bigint,
    @limit int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;

    SELECT conversation_handle, position, ending_position
    FROM
    (
        SELECT TOP (@limit) conversation_handle, position, CAST(NULL AS bigint) AS ending_position
        FROM dbo.reply
        WHERE position > @after_position
        ORDER BY position DESC
    ) AS replied
    UNION ALL
    SELECT conversation_handle, position, ending_position
    FROM
    (
        SELECT TOP (@limit) conversation_handle, CAST(NULL AS bigint) AS position, ending_position
        FROM dbo.conversation
        WHERE ending_position > @after_ending_position
        ORDER BY ending_position DESC
    ) AS ended;
END;
GO
GRANT EXECUTE ON dbo.poll_feed TO colloquy_runtime;
GO
