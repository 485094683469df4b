-- Reads the deferred requests of conversations that the caller's transaction has received messages of.
-- Parameters: @conversation_handles varchar(max), conversation handles of 36 characters each, one right after the other;
-- @most int, how many requests of each conversation at most.
-- Columns, one result for each conversation, in order of the message sequence number: conversation_handle
-- uniqueidentifier, message_sequence_number bigint, message_body varbinary(max) NULL, state varchar(8), attempts int.
--
-- The lock of the conversation group, which the caller's transaction holds, keeps others from changing these rows.
-- SELECT, TOP (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.read_deferred
    @conversation_handles varchar(max),
    @most int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @start int = 1, @conversation_handle uniqueidentifier;

    WHILE @start < LEN(@conversation_handles)
    BEGIN
        SET @conversation_handle = CAST(SUBSTRING(@conversation_handles, @start, 36) AS uniqueidentifier);
        SET @start += 36;

        SELECT TOP (@most) conversation_handle, message_sequence_number, message_body, state, attempts
        FROM dbo.deferred_request
        WHERE conversation_handle = @conversation_handle
        ORDER BY message_sequence_number;
    END;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.read_deferred TO colloquy_runtime;
GO
