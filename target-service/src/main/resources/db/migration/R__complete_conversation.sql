-- Sends the reply, if there is one, and ends the target's side of a conversation, inside the caller's transaction.
-- Parameters: @conversation_handle uniqueidentifier; @reply nvarchar(max), body of the ReplyMessage, or NULL;
-- @error_code int, greater than 0, and @error_description nvarchar(3000), both NULL for an end without error.
-- Columns: none.
--
-- An initiator that has ended meanwhile takes no reply: SEND would raise 8429. A conversation that is gone is done.
-- SEND, END CONVERSATION (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.complete_conversation
    @conversation_handle uniqueidentifier,
    @reply nvarchar(max) = NULL,
    @error_code int = NULL,
    @error_description nvarchar(3000) = NULL
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    -- If an error has ended the transaction that received the request, the reply must not go out.
    IF @@TRANCOUNT = 0
        THROW 50002, N'complete_conversation must run inside the transaction that received the request.', 1;

    DECLARE @state char(2);
    SELECT @state = state FROM sys.conversation_endpoints WHERE conversation_handle = @conversation_handle;

    -- DO and CD: this side has ended already.
    IF @state IS NULL OR @state IN ('DO', 'CD')
        RETURN;

    IF @reply IS NOT NULL AND @state = 'CO'
        SEND ON CONVERSATION @conversation_handle
            MESSAGE TYPE [//BothDB/2InstSample/ReplyMessage] (@reply);

    IF @error_code IS NULL
        END CONVERSATION @conversation_handle;
    ELSE
        END CONVERSATION @conversation_handle WITH ERROR = @error_code DESCRIPTION = @error_description;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.complete_conversation TO colloquy_runtime;
GO
