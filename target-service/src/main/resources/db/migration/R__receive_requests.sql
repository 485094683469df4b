-- Receives the messages of up to @batch conversation groups inside the caller's transaction.
-- Parameters: @batch int, at least 1; @wait_milliseconds int, longest wait for the first message.
-- Columns, one row a message: conversation_handle uniqueidentifier, message_type_name nvarchar(256),
-- message_body varbinary(max) NULL, message_sequence_number bigint. One result for each conversation group and an empty
-- one when there are no more, which is the only one if the wait ended without a message.
--
-- A RECEIVE returns one conversation group, so it runs again until it finds none; only the first one waits.
-- TOP (100): an initiator that sends requests without end must not fill the memory; the next RECEIVE goes on.
-- RECEIVE, WAITFOR (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.receive_requests
    @batch int,
    @wait_milliseconds int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    -- An attention or an error ends the transaction at once, so that nothing received outlives the call.
    SET XACT_ABORT ON;

    DECLARE @is_receive_enabled bit, @groups int = 1, @received int;

    -- RECEIVE is not among the statements that begin an implicit transaction, SELECT from a table is: this one begins it.
    -- SET IMPLICIT_TRANSACTIONS (Transact-SQL)
    SELECT @is_receive_enabled = is_receive_enabled
    FROM sys.service_queues
    WHERE name = N'InstTargetQueue' AND schema_id = SCHEMA_ID(N'dbo');

    IF @@TRANCOUNT = 0
        THROW 50001, N'receive_requests must run inside a transaction.', 1;

    WAITFOR
    (
        RECEIVE TOP (100) conversation_handle, message_type_name, message_body, message_sequence_number
        FROM dbo.InstTargetQueue
    ), TIMEOUT @wait_milliseconds;
    SET @received = @@ROWCOUNT;

    WHILE @received > 0 AND @groups < @batch
    BEGIN
        RECEIVE TOP (100) conversation_handle, message_type_name, message_body, message_sequence_number
        FROM dbo.InstTargetQueue;
        SET @received = @@ROWCOUNT;
        SET @groups += 1;
    END;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.receive_requests TO colloquy_runtime;
GO
