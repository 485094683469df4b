-- Endpoints of conversations that are not ended by both sides. In either database.
-- Columns: conversation_handle uniqueidentifier, conversation_id uniqueidentifier, state char(2).
-- sys.conversation_endpoints (Transact-SQL)
SELECT conversation_handle, conversation_id, state
FROM sys.conversation_endpoints
WHERE state <> 'CD';
