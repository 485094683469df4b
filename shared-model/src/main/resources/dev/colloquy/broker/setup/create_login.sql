-- Creates the login unless the instance has it.
-- Parameters: login, password. Columns: change.
-- Needs: ALTER ANY LOGIN (server)
-- CREATE LOGIN (Transact-SQL)
SET NOCOUNT ON;
DECLARE @login sysname = ?, @password nvarchar(128) = ?;
DECLARE @sql nvarchar(max);
IF SUSER_ID(@login) IS NULL
BEGIN
    SET @sql = N'CREATE LOGIN ' + QUOTENAME(@login) + N' WITH PASSWORD = N'''
        + REPLACE(@password, N'''', N'''''') + N''';';
    EXEC (@sql);
    SELECT N'login ' + @login + N' created' AS change;
END;
