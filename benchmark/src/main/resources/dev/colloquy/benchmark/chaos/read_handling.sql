-- What was handled, in order. In the target's database.
-- Columns: item nvarchar.
-- SELECT (Transact-SQL)
SELECT item
FROM dbo.handling
ORDER BY id;
