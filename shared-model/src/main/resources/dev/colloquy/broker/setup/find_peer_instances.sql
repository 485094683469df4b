-- Whether the peer has had several instances, so that new dialogs name the one that they are begun with.
-- Parameters: none. Columns: several int, 1 or 0.
-- Needs: SELECT on dbo.peer_instance
-- SELECT (Transact-SQL)
SET NOCOUNT ON;
SELECT CASE WHEN EXISTS (SELECT 1 FROM dbo.peer_instance) THEN 1 ELSE 0 END AS several;
