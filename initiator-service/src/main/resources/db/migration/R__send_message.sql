-- Sends a further request in an open dialog and keeps it; all of it or nothing, in one round trip and one commit. With
-- an idempotency key that the client has used before for a further request, finds that request and sends nothing.
-- In: @conversation_handle, of the initiator's side; @request, the RequestMessage as XML; @client, who asks, '' if
--   nobody is authenticated; @idempotency_key, or NULL for a request that is not repeated; @request_hash, SHA-256 of the
--   handle and of what is asked; @key_lifetime_seconds, how long a key stands for its request, then it is given up.
-- Out, one row, or none if the ledger does not know the handle: id, conversation_handle, state, request, reply,
--   error_code, error_description, begun_at, expires_at, replied_at, ended_at, version; sent_at, NULL if the dialog is
--   not open and nothing was sent; last_message_sequence_number, of the last reply that was filed before, -1 if none
--   was; created, 0 if the request was found by its key; hash_matches. Returned after the commit.
-- SEND comes first because it locks the conversation group: from then to the commit no collector files a reply of this
-- dialog, so that every reply is clearly before or after the request.
-- 8426, 8427: the endpoint is gone. 8429: the target has ended its side, or the lifetime is over; the collector has not
-- filed it yet. 2601, 2627: another request with the key was sent between the look and the INSERT; it is found at the
-- next turn.
-- SEND, HASHBYTES, TRY...CATCH, XACT_STATE (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.send_message
    @conversation_handle uniqueidentifier,
    @request nvarchar(max),
    @client nvarchar(128) = N'',
    @idempotency_key nvarchar(255) = NULL,
    @request_hash binary(32) = NULL,
    @key_lifetime_seconds int = NULL
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @sent_at datetime2(3), @last bigint = -1, @found_hash binary(32), @created bit = 0, @turn int = 0;
    DECLARE @now datetime2(3) = SYSUTCDATETIME();
    DECLARE @key_hash binary(32) = HASHBYTES('SHA2_256', @client + NCHAR(10) + @idempotency_key);
    DECLARE @oldest datetime2(3) = DATEADD(second, -COALESCE(@key_lifetime_seconds, 0), @now);

    WHILE @turn < 3 AND @sent_at IS NULL
    BEGIN
        SET @turn += 1;

        IF @key_hash IS NOT NULL
            SELECT @sent_at = sent_at, @last = last_message_sequence_number, @found_hash = request_hash
            FROM dbo.request_message
            WHERE key_hash = @key_hash AND sent_at > @oldest;
        IF @sent_at IS NOT NULL
            BREAK;

        IF NOT EXISTS
        (
            SELECT 1
            FROM dbo.conversation
            WHERE conversation_handle = @conversation_handle AND state IN ('BEGUN', 'REPLIED')
        )
            BREAK;

        BEGIN TRY
            BEGIN TRANSACTION;

            SEND ON CONVERSATION @conversation_handle
                MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] (@request);

            IF @key_hash IS NOT NULL
                UPDATE dbo.request_message
                SET idempotency_key = NULL, key_hash = NULL, request_hash = NULL
                WHERE key_hash = @key_hash AND sent_at <= @oldest;

            SELECT TOP (1) @last = message_sequence_number
            FROM dbo.reply
            WHERE conversation_handle = @conversation_handle
            ORDER BY message_sequence_number DESC;

            SET @sent_at = SYSUTCDATETIME();
            INSERT INTO dbo.request_message
                (conversation_handle, request, last_message_sequence_number, sent_at,
                client, idempotency_key, key_hash, request_hash)
            VALUES
                (@conversation_handle, @request, @last, @sent_at,
                @client, @idempotency_key, @key_hash, @request_hash);

            COMMIT TRANSACTION;
            SET @created = 1;
        END TRY
        BEGIN CATCH
            IF XACT_STATE() <> 0
                ROLLBACK TRANSACTION;
            SET @sent_at = NULL;
            SET @last = -1;
            IF ERROR_NUMBER() IN (8426, 8427, 8429)
                BREAK;
            IF @key_hash IS NULL OR @turn > 2 OR ERROR_NUMBER() NOT IN (2601, 2627)
                THROW;
        END CATCH;
    END;

    SELECT id, conversation_handle, state, request, reply, error_code, error_description,
        begun_at, expires_at, replied_at, ended_at, version,
        @sent_at AS sent_at, @last AS last_message_sequence_number, @created AS created,
        CAST(CASE WHEN @created = 1 OR @found_hash = @request_hash THEN 1 ELSE 0 END AS bit) AS hash_matches
    FROM dbo.conversation
    WHERE conversation_handle = @conversation_handle;
END;
GO
GRANT EXECUTE ON dbo.send_message TO colloquy_runtime;
GO
