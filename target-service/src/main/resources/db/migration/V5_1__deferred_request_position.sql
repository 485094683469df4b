-- Pages of all deferred requests, for the search for leaked conversations.
-- CREATE INDEX (Transact-SQL)
CREATE UNIQUE NONCLUSTERED INDEX ix_deferred_request_position ON dbo.deferred_request (position);
GO
