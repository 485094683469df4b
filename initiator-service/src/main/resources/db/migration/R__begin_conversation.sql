-- Begins a conversation, sends the request and enters both in the ledger; all of it or nothing, in one round trip and
-- one commit. With an idempotency key that the client has used before, finds the conversation that was begun then.
-- The row is returned after the commit, so that whoever reads it can rely on it.
-- In: @request, the RequestMessage as XML; @client, who asks, '' if nobody is authenticated; @idempotency_key, or NULL
--   for a request that is not repeated; @request_hash, SHA-256 of what is asked; @key_lifetime_seconds, how long a key
--   stands for its conversation, then it is given up; @lifetime_seconds, the dialog's LIFETIME, or NULL for none.
-- Out, one row: id, conversation_handle, state, request (NULL if it was begun now), reply, error_code,
--   error_description, begun_at, expires_at, replied_at, ended_at, version, created, hash_matches.
-- ENCRYPTION = ON: a request never leaves the instance unencrypted, whatever remote service bindings there are.
-- Where the target has several instances, the dialog names the one it is begun with, so that no message of it, sent again,
-- goes to another; those that do not answer are left out as long as there is another (rate_peer_instances).
-- 2147483647 seconds is what LIFETIME is without the clause.
-- In a transaction of the caller, who begins several conversations, a failure is the end of all of them.
-- 2601, 2627: another request with the key was begun between the look and the INSERT; it is found at the next turn.
-- BEGIN DIALOG CONVERSATION, SEND, HASHBYTES, TRY...CATCH, ERROR_NUMBER, @@TRANCOUNT (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.begin_conversation
    @request nvarchar(max),
    @client nvarchar(128) = N'',
    @idempotency_key nvarchar(255) = NULL,
    @request_hash binary(32) = NULL,
    @key_lifetime_seconds int = NULL,
    @lifetime_seconds int = NULL
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @conversation_handle uniqueidentifier, @id bigint, @found bigint, @turn int = 0;
    DECLARE @broker_instance nvarchar(128), @transactions int = @@TRANCOUNT;
    DECLARE @begun_at datetime2(3) = SYSUTCDATETIME(), @lifetime int = COALESCE(@lifetime_seconds, 2147483647);
    DECLARE @expires_at datetime2(3) = DATEADD(second, @lifetime_seconds, @begun_at);
    DECLARE @key_hash binary(32) = HASHBYTES('SHA2_256', @client + NCHAR(10) + @idempotency_key);
    DECLARE @oldest datetime2(3) = DATEADD(second, -COALESCE(@key_lifetime_seconds, 0), @begun_at);

    WHILE @id IS NULL AND @found IS NULL
    BEGIN
        SET @turn += 1;

        BEGIN TRY
            BEGIN TRANSACTION;

            IF @key_hash IS NOT NULL
                SELECT @found = id
                FROM dbo.conversation
                WHERE key_hash = @key_hash AND begun_at > @oldest;

            IF @found IS NULL
            BEGIN
                IF @key_hash IS NOT NULL
                    UPDATE dbo.conversation
                    SET idempotency_key = NULL, key_hash = NULL, request_hash = NULL
                    WHERE key_hash = @key_hash AND begun_at <= @oldest;

                SELECT TOP (1) @broker_instance = CONVERT(nvarchar(36), broker_instance)
                FROM dbo.peer_instance
                ORDER BY is_avoided, NEWID();

                IF @broker_instance IS NULL
                BEGIN
                    BEGIN DIALOG CONVERSATION @conversation_handle
                        FROM SERVICE [${service}]
                        TO SERVICE N'${peerService}'
                        ON CONTRACT [//BothDB/2InstSample/SimpleContract]
                        WITH LIFETIME = @lifetime, ENCRYPTION = ON;
                END
                ELSE
                BEGIN
                    BEGIN DIALOG CONVERSATION @conversation_handle
                        FROM SERVICE [${service}]
                        TO SERVICE N'${peerService}', @broker_instance
                        ON CONTRACT [//BothDB/2InstSample/SimpleContract]
                        WITH LIFETIME = @lifetime, ENCRYPTION = ON;
                END;

                INSERT INTO dbo.conversation
                    (conversation_handle, state, request, begun_at, expires_at,
                    client, idempotency_key, key_hash, request_hash)
                VALUES
                    (@conversation_handle, 'BEGUN', @request, @begun_at, @expires_at,
                    @client, @idempotency_key, @key_hash, @request_hash);
                SET @id = SCOPE_IDENTITY();

                SEND ON CONVERSATION @conversation_handle
                    MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] (@request);
            END;

            COMMIT TRANSACTION;
        END TRY
        BEGIN CATCH
            IF @transactions > 0
                THROW;
            IF XACT_STATE() <> 0
                ROLLBACK TRANSACTION;
            SET @id = NULL;
            IF @key_hash IS NULL OR @turn > 2 OR ERROR_NUMBER() NOT IN (2601, 2627)
                THROW;
        END CATCH;
    END;

    IF @found IS NULL
        SELECT @id AS id, @conversation_handle AS conversation_handle, 'BEGUN' AS state,
            CAST(NULL AS nvarchar(max)) AS request, CAST(NULL AS nvarchar(max)) AS reply,
            CAST(NULL AS int) AS error_code, CAST(NULL AS nvarchar(3000)) AS error_description,
            @begun_at AS begun_at, @expires_at AS expires_at, CAST(NULL AS datetime2(3)) AS replied_at,
            CAST(NULL AS datetime2(3)) AS ended_at, CAST(1 AS bigint) AS version,
            CAST(1 AS bit) AS created, CAST(1 AS bit) AS hash_matches;
    ELSE
        SELECT id, conversation_handle, state, request, reply, error_code, error_description,
            begun_at, expires_at, replied_at, ended_at, version,
            CAST(0 AS bit) AS created,
            CAST(CASE WHEN request_hash = @request_hash THEN 1 ELSE 0 END AS bit) AS hash_matches
        FROM dbo.conversation
        WHERE id = @found;
END;
GO
GRANT EXECUTE ON dbo.begin_conversation TO colloquy_runtime;
GO
