-- Notes that a process is going to handle a request, in a transaction of its own beside the one that has received it; or
-- finds that another process has noted that and has ended before the request was done.
-- Parameters: @conversation_handle uniqueidentifier; @message_sequence_number bigint; @process uniqueidentifier, the
-- caller's.
-- Columns: is_interrupted bit, 1 if the row of another process was found, which stays.
--
-- Whoever asks holds the lock of the conversation group. So no other process is handling the request now, and nobody else
-- is about to insert the row.
-- SELECT, INSERT (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.begin_handling
    @conversation_handle uniqueidentifier,
    @message_sequence_number bigint,
    @process uniqueidentifier
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @noted_by uniqueidentifier;

    SELECT @noted_by = process
    FROM dbo.handling_attempt
    WHERE conversation_handle = @conversation_handle AND message_sequence_number = @message_sequence_number;

    IF @noted_by IS NULL
        INSERT INTO dbo.handling_attempt (conversation_handle, message_sequence_number, process, begun_at)
        VALUES (@conversation_handle, @message_sequence_number, @process, SYSUTCDATETIME());

    SELECT CAST(CASE WHEN @noted_by <> @process THEN 1 ELSE 0 END AS bit) AS is_interrupted;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.begin_handling TO colloquy_runtime;
GO
