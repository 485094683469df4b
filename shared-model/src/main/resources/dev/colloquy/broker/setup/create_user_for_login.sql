-- Creates the login's user in the current database unless the login has one there.
-- Parameters: login. Columns: change.
-- Needs: ALTER ANY USER on the database
-- CREATE USER (Transact-SQL)
SET NOCOUNT ON;
DECLARE @login sysname = ?;
DECLARE @sql nvarchar(max);
IF NOT EXISTS (SELECT 1 FROM sys.database_principals WHERE sid = SUSER_SID(@login))
BEGIN
    SET @sql = N'CREATE USER ' + QUOTENAME(@login) + N' FOR LOGIN ' + QUOTENAME(@login) + N';';
    EXEC (@sql);
    SELECT N'user ' + @login + N' created in database ' + DB_NAME() AS change;
END;
