-- Sends the reply to a request, if there is one, and ends the target's side of its conversation, unless that is to stay
-- open; inside the transaction that has received the request.
-- Parameters: @conversation_handle uniqueidentifier; @reply nvarchar(max), body of the ReplyMessage, or NULL;
-- @error_code int, greater than 0, and @error_description nvarchar(3000), both NULL for an end without error;
-- @keep_open bit, 1 to end nothing; @deferred_sequence_number bigint, NULL if the conversation has no deferred request,
-- else the message sequence number of the one that is done. When a conversation ends, all of them are done.
-- Columns: none.
--
-- An initiator that has ended meanwhile takes no reply: SEND would raise 8429. A conversation that is gone is done.
-- SEND, END CONVERSATION, DELETE (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.complete_conversation
    @conversation_handle uniqueidentifier,
    @reply nvarchar(max) = NULL,
    @error_code int = NULL,
    @error_description nvarchar(3000) = NULL,
    @keep_open bit = 0,
    @deferred_sequence_number bigint = NULL
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    -- If an error has ended the transaction that received the request, the reply must not go out.
    IF @@TRANCOUNT = 0
        THROW 50002, N'complete_conversation must run inside the transaction that received the request.', 1;

    IF @deferred_sequence_number IS NOT NULL
        DELETE FROM dbo.deferred_request
        WHERE conversation_handle = @conversation_handle
            AND (@keep_open = 0 OR message_sequence_number = @deferred_sequence_number);

    DECLARE @state char(2);
    SELECT @state = state FROM sys.conversation_endpoints WHERE conversation_handle = @conversation_handle;

    -- DO and CD: this side has ended already.
    IF @state IS NULL OR @state IN ('DO', 'CD')
        RETURN;

    IF @reply IS NOT NULL AND @state = 'CO'
        SEND ON CONVERSATION @conversation_handle
            MESSAGE TYPE [//BothDB/2InstSample/ReplyMessage] (@reply);

    IF @keep_open = 1
        RETURN;

    IF @error_code IS NULL
        END CONVERSATION @conversation_handle;
    ELSE
        END CONVERSATION @conversation_handle WITH ERROR = @error_code DESCRIPTION = @error_description;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.complete_conversation TO colloquy_runtime;
GO
