-- Creates the database unless the instance has it. A new database has the broker enabled.
-- Parameters: database. Columns: change.
-- Needs: CREATE ANY DATABASE (server)
-- CREATE DATABASE (Transact-SQL)
SET NOCOUNT ON;
DECLARE @database sysname = ?;
DECLARE @sql nvarchar(max);
IF DB_ID(@database) IS NULL
BEGIN
    SET @sql = N'CREATE DATABASE ' + QUOTENAME(@database) + N';';
    EXEC (@sql);
    SELECT N'database ' + @database + N' created' AS change;
END;
