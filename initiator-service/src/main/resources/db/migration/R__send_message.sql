-- Sends a further request in an open dialog and keeps it; all of it or nothing, in one round trip and one commit.
-- In: @conversation_handle, of the initiator's side; @request, the RequestMessage as XML.
-- Out, one row, or none if the ledger does not know the handle: id, conversation_handle, state, request, reply,
--   error_code, error_description, begun_at, expires_at, replied_at, ended_at, version; sent_at, NULL if the dialog is
--   not open and nothing was sent; last_message_sequence_number, of the last reply that was filed before, -1 if none
--   was. Returned after the commit.
-- SEND comes first because it locks the conversation group: from then to the commit no collector files a reply of this
-- dialog, so that every reply is clearly before or after the request.
-- 8426, 8427: the endpoint is gone. 8429: the target has ended its side, or the lifetime is over; the collector has not
-- filed it yet.
-- SEND, TRY...CATCH, XACT_STATE (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.send_message
    @conversation_handle uniqueidentifier,
    @request nvarchar(max)
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @sent_at datetime2(3), @last bigint = -1;

    IF EXISTS
    (
        SELECT 1
        FROM dbo.conversation
        WHERE conversation_handle = @conversation_handle AND state IN ('BEGUN', 'REPLIED')
    )
    BEGIN
        BEGIN TRY
            BEGIN TRANSACTION;

            SEND ON CONVERSATION @conversation_handle
                MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] (@request);

            SELECT TOP (1) @last = message_sequence_number
            FROM dbo.reply
            WHERE conversation_handle = @conversation_handle
            ORDER BY message_sequence_number DESC;

            SET @sent_at = SYSUTCDATETIME();
            INSERT INTO dbo.request_message (conversation_handle, request, last_message_sequence_number, sent_at)
            VALUES (@conversation_handle, @request, @last, @sent_at);

            COMMIT TRANSACTION;
        END TRY
        BEGIN CATCH
            IF XACT_STATE() <> 0
                ROLLBACK TRANSACTION;
            SET @sent_at = NULL;
            IF ERROR_NUMBER() NOT IN (8426, 8427, 8429)
                THROW;
        END CATCH;
    END;

    SELECT id, conversation_handle, state, request, reply, error_code, error_description,
        begun_at, expires_at, replied_at, ended_at, version,
        @sent_at AS sent_at, @last AS last_message_sequence_number
    FROM dbo.conversation
    WHERE conversation_handle = @conversation_handle;
END;
GO
GRANT EXECUTE ON dbo.send_message TO colloquy_runtime;
GO
