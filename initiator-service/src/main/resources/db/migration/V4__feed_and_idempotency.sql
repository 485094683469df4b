-- What the ledger needs for clients that repeat themselves, for dialogs of several messages and for the feed of replies.
-- ALTER TABLE, CREATE TABLE, CREATE INDEX, Create filtered indexes, ROW_NUMBER (Transact-SQL)

-- client: who asked, '' if nobody is authenticated. idempotency_key: the client's own name for the request. key_hash:
-- SHA-256 of both, so that keys are compared byte by byte whatever the collation. request_hash: SHA-256 of what was
-- asked. expires_at: when the dialog's LIFETIME is over. version: grows with every change of the row. ending_position:
-- number of an ending that brought no reply, in the order of commit.
ALTER TABLE dbo.conversation ADD
    client nvarchar(128) NOT NULL CONSTRAINT df_conversation_client DEFAULT N'',
    idempotency_key nvarchar(255) NULL,
    key_hash binary(32) NULL,
    request_hash binary(32) NULL,
    expires_at datetime2(3) NULL,
    ending_position bigint NULL,
    version bigint NOT NULL CONSTRAINT df_conversation_version DEFAULT 1;
GO

-- One conversation a key.
CREATE UNIQUE NONCLUSTERED INDEX uq_conversation_key ON dbo.conversation (key_hash) WHERE key_hash IS NOT NULL;

-- What a replica looks up to wake those who wait for a conversation that another replica has seen end.
CREATE NONCLUSTERED INDEX ix_conversation_ending ON dbo.conversation (ending_position)
    WHERE ending_position IS NOT NULL;

-- The feed: one row for each reply that was collected, at positions without gaps in the order of commit. reply is NULL
-- for a conversation's first reply, whose text is in dbo.conversation.
CREATE TABLE dbo.reply
(
    position bigint NOT NULL,
    conversation_handle uniqueidentifier NOT NULL,
    message_sequence_number bigint NOT NULL,
    reply nvarchar(max) NULL,
    filed_at datetime2(3) NOT NULL,
    CONSTRAINT pk_reply PRIMARY KEY CLUSTERED (position)
);

CREATE NONCLUSTERED INDEX ix_reply_conversation ON dbo.reply (conversation_handle, message_sequence_number);

-- The one row from which positions are taken. Whoever takes some holds its lock until the commit.
CREATE TABLE dbo.feed
(
    id tinyint NOT NULL CONSTRAINT df_feed_id DEFAULT 1,
    last_position bigint NOT NULL,
    last_ending_position bigint NOT NULL,
    CONSTRAINT pk_feed PRIMARY KEY CLUSTERED (id),
    CONSTRAINT ck_feed_id CHECK (id = 1)
);

-- Further requests of a dialog; the first is in dbo.conversation. last_message_sequence_number: of the last reply that
-- was filed before the request was sent, -1 if there was none; so the messages of a dialog have an order.
CREATE TABLE dbo.request_message
(
    id bigint IDENTITY(1, 1) NOT NULL,
    conversation_handle uniqueidentifier NOT NULL,
    request nvarchar(max) NOT NULL,
    last_message_sequence_number bigint NOT NULL,
    sent_at datetime2(3) NOT NULL,
    CONSTRAINT pk_request_message PRIMARY KEY CLUSTERED (id)
);

CREATE NONCLUSTERED INDEX ix_request_message_conversation ON dbo.request_message (conversation_handle, id);
GO

-- The replies that the ledger holds already.
INSERT INTO dbo.reply (position, conversation_handle, message_sequence_number, filed_at)
SELECT ROW_NUMBER() OVER (ORDER BY replied_at, id), conversation_handle, 0, replied_at
FROM dbo.conversation
WHERE reply IS NOT NULL AND replied_at IS NOT NULL;

INSERT INTO dbo.feed (last_position, last_ending_position)
SELECT COUNT_BIG(*), 0
FROM dbo.reply;
GO
