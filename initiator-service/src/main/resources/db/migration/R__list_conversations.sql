-- Lists conversations in the order in which they were begun, without the messages. The page is full if it has @limit
-- rows; the next one then begins after the last id.
-- In: @state, or NULL for all; @after, the id to begin after, 0 for the first page; @limit, rows at most.
-- Out: id, conversation_handle, state, begun_at, replied_at, ended_at.
-- Two statements, so that each gets the plan of its own index.
-- SELECT, TOP (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.list_conversations
    @state varchar(10) = NULL,
    @after bigint,
    @limit int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;

    IF @state IS NULL
        SELECT TOP (@limit) id, conversation_handle, state, begun_at, replied_at, ended_at
        FROM dbo.conversation
        WHERE id > @after
        ORDER BY id;
    ELSE
        SELECT TOP (@limit) id, conversation_handle, state, begun_at, replied_at, ended_at
        FROM dbo.conversation
        WHERE state = @state AND id > @after
        ORDER BY id;
END;
GO
GRANT EXECUTE ON dbo.list_conversations TO colloquy_runtime;
GO
