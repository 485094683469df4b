-- Puts a request aside, inside the transaction that has received it, and has it brought back later if wanted.
-- Parameters: @conversation_handle uniqueidentifier; @message_sequence_number bigint; @message_body varbinary(max), as
-- received, ignored for a request that is deferred already; @state varchar(8), RETRY or PARKED; @attempts int, how often
-- the request has failed; @error nvarchar(2000), how it has failed now, NULL if it has not; @delay_seconds int, when a
-- DialogTimer message is to come, at least 1, NULL for none.
-- Columns: none.
--
-- A conversation has one timer, so only its first deferred request has a delay. No timer can be set where none is needed:
-- if the initiator has ended, or the dialog's lifetime is over before the delay, the EndDialog or Error message that
-- comes of that ends the conversation.
-- BEGIN CONVERSATION TIMER, UPDATE, INSERT (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.defer_request
    @conversation_handle uniqueidentifier,
    @message_sequence_number bigint,
    @message_body varbinary(max),
    @state varchar(8),
    @attempts int,
    @error nvarchar(2000) = NULL,
    @delay_seconds int = NULL
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    IF @@TRANCOUNT = 0
        THROW 50003, N'defer_request must run inside the transaction that received the request.', 1;

    DECLARE @now datetime2(3) = SYSUTCDATETIME(), @due_at datetime2(3), @endpoint_state char(2), @lifetime datetime;
    DECLARE @failed_at datetime2(3) = CASE WHEN @error IS NOT NULL THEN @now END;

    IF @delay_seconds IS NOT NULL
        SET @due_at = DATEADD(second, @delay_seconds, @now);

    UPDATE dbo.deferred_request
    SET state = @state,
        attempts = @attempts,
        first_failed_at = COALESCE(first_failed_at, @failed_at),
        last_failed_at = COALESCE(@failed_at, last_failed_at),
        due_at = @due_at,
        error = COALESCE(@error, error)
    WHERE conversation_handle = @conversation_handle AND message_sequence_number = @message_sequence_number;

    IF @@ROWCOUNT = 0
        INSERT INTO dbo.deferred_request
        (
            conversation_handle, message_sequence_number, message_type_name, message_body, state, attempts,
            first_failed_at, last_failed_at, due_at, error
        )
        VALUES
        (
            @conversation_handle, @message_sequence_number, N'//BothDB/2InstSample/RequestMessage', @message_body,
            @state, @attempts, @failed_at, @failed_at, @due_at, @error
        );

    IF @due_at IS NULL
        RETURN;

    SELECT @endpoint_state = state, @lifetime = lifetime
    FROM sys.conversation_endpoints
    WHERE conversation_handle = @conversation_handle;

    IF @endpoint_state = 'CO' AND @due_at < @lifetime
        BEGIN CONVERSATION TIMER (@conversation_handle) TIMEOUT = @delay_seconds;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.defer_request TO colloquy_runtime;
GO
