-- Enables the broker of the database if it is found disabled, as after RESTORE and ATTACH.
-- Parameters: database. Columns: change.
-- ENABLE_BROKER needs the database for itself. NO_WAIT: rather an error that says so than a wait for other sessions.
-- Needs: ALTER on the database
-- Remedy: end other sessions in the database, or ALTER DATABASE ... SET ENABLE_BROKER WITH ROLLBACK IMMEDIATE
-- ALTER DATABASE SET options (Transact-SQL)
SET NOCOUNT ON;
DECLARE @database sysname = ?;
DECLARE @sql nvarchar(max);
IF EXISTS (SELECT 1 FROM sys.databases WHERE name = @database AND is_broker_enabled = 0)
BEGIN
    SET @sql = N'ALTER DATABASE ' + QUOTENAME(@database) + N' SET ENABLE_BROKER WITH NO_WAIT;';
    EXEC (@sql);
    SELECT N'broker of database ' + @database + N' enabled' AS change;
END;
