-- Disables the one queue of the services' own in the current database, as poison message handling or an operator does.
-- ALTER QUEUE (Transact-SQL), sys.service_queues (Transact-SQL)
DECLARE @sql nvarchar(400) =
(
    SELECT N'ALTER QUEUE dbo.' + QUOTENAME(name) + N' WITH STATUS = OFF;'
    FROM sys.service_queues
    WHERE name IN (N'InstInitiatorQueue', N'InstTargetQueue')
);
EXEC (@sql);
