-- Deletes what processes have left behind of conversations that have ended since without the request being received
-- again. There are few rows, one for each process that was killed.
-- Parameters: none. Columns: none.
--
-- NOLOCK: the endpoint of a conversation that has just been received is locked, by the caller's other transaction too.
-- DELETE, EXISTS, Table hints (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.forget_ended_handling
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DELETE a
    FROM dbo.handling_attempt AS a
    WHERE NOT EXISTS
    (
        SELECT 1
        FROM sys.conversation_endpoints AS e WITH (NOLOCK)
        WHERE e.conversation_handle = a.conversation_handle AND e.state <> 'CD'
    );
END;
GO
GRANT EXECUTE ON OBJECT::dbo.forget_ended_handling TO colloquy_runtime;
GO
