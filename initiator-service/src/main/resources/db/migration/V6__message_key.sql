-- Idempotency keys of further requests, as dbo.conversation has them for first ones.
-- client, idempotency_key, key_hash: as there. request_hash: SHA-256 of the conversation handle and of what was asked.
-- ALTER TABLE, Create filtered indexes (Transact-SQL)
ALTER TABLE dbo.request_message ADD
    client nvarchar(128) NOT NULL CONSTRAINT df_request_message_client DEFAULT N'',
    idempotency_key nvarchar(255) NULL,
    key_hash binary(32) NULL,
    request_hash binary(32) NULL;
GO

-- One further request a key.
CREATE UNIQUE NONCLUSTERED INDEX uq_request_message_key ON dbo.request_message (key_hash) WHERE key_hash IS NOT NULL;
GO
