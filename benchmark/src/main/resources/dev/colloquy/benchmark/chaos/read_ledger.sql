-- The initiator's ledger, in the order of begin. In the initiator's database.
-- Columns: conversation_handle uniqueidentifier, state varchar, request nvarchar, reply nvarchar or NULL.
-- SELECT (Transact-SQL)
SELECT conversation_handle, state, request, reply
FROM dbo.conversation
ORDER BY id;
