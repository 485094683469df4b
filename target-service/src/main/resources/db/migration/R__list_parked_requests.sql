-- Lists the parked requests in the order in which they were deferred, without their bodies. The page is full if it has
-- @limit rows; the next one then begins after the last position.
-- Parameters: @after bigint, the position to begin after, 0 for the first page; @limit int, rows at most.
-- Columns: position bigint, conversation_handle uniqueidentifier, message_sequence_number bigint, attempts int,
-- first_failed_at datetime2(3), last_failed_at datetime2(3), error nvarchar(2000).
-- SELECT, TOP (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.list_parked_requests
    @after bigint,
    @limit int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;

    SELECT TOP (@limit)
        position, conversation_handle, message_sequence_number, attempts, first_failed_at, last_failed_at, error
    FROM dbo.deferred_request
    WHERE state = 'PARKED' AND position > @after
    ORDER BY position;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.list_parked_requests TO colloquy_runtime;
GO
