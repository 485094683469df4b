-- Counts open conversations, but not beyond a limit: a meter must not cost more the worse things are. The ids are read
-- for their number only.
-- In: @limit, the largest count to return.
-- Out, one row: open_conversations.
-- SELECT @local_variable, TOP, @@ROWCOUNT (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.count_open_conversations
    @limit int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;

    DECLARE @id bigint;

    SELECT TOP (@limit) @id = id
    FROM dbo.conversation
    WHERE state IN ('BEGUN', 'REPLIED');

    SELECT @@ROWCOUNT AS open_conversations;
END;
GO
GRANT EXECUTE ON dbo.count_open_conversations TO colloquy_runtime;
GO
