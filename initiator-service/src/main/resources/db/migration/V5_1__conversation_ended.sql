-- The finished conversations in the order of their end, for retention.
-- CREATE INDEX, Create filtered indexes (Transact-SQL)
CREATE NONCLUSTERED INDEX ix_conversation_ended ON dbo.conversation (ended_at) WHERE ended_at IS NOT NULL;
GO
