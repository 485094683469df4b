-- Begins a conversation, sends the request and enters both in the ledger; all of it or nothing, in one round trip and
-- one commit. The row is returned after the commit, so that whoever reads it can rely on it.
-- In: @request, the RequestMessage as XML.
-- Out, one row: id, conversation_handle, begun_at.
-- ENCRYPTION = ON: a request never leaves the instance unencrypted, whatever remote service bindings there are.
-- BEGIN DIALOG CONVERSATION, SEND (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.begin_conversation
    @request nvarchar(max)
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @conversation_handle uniqueidentifier, @id bigint, @begun_at datetime2(3) = SYSUTCDATETIME();

    BEGIN TRANSACTION;

    BEGIN DIALOG CONVERSATION @conversation_handle
        FROM SERVICE [${service}]
        TO SERVICE N'${peerService}'
        ON CONTRACT [//BothDB/2InstSample/SimpleContract]
        WITH ENCRYPTION = ON;

    SEND ON CONVERSATION @conversation_handle
        MESSAGE TYPE [//BothDB/2InstSample/RequestMessage] (@request);

    INSERT INTO dbo.conversation (conversation_handle, state, request, begun_at)
    VALUES (@conversation_handle, 'BEGUN', @request, @begun_at);
    SET @id = SCOPE_IDENTITY();

    COMMIT TRANSACTION;

    SELECT @id AS id, @conversation_handle AS conversation_handle, @begun_at AS begun_at;
END;
GO
GRANT EXECUTE ON dbo.begin_conversation TO colloquy_runtime;
GO
