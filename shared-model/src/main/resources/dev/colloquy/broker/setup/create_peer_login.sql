-- Creates the login that stands for the peer's instance, unless the peer's certificate is here already and so has an
-- owner. Nobody logs in with it: its password is not kept.
-- Parameters: thumbprint of the peer's transport certificate, login, password. Columns: change.
-- Needs: ALTER ANY LOGIN (server)
-- CREATE LOGIN (Transact-SQL)
SET NOCOUNT ON;
DECLARE @thumbprint varbinary(32) = ?, @login sysname = ?, @password nvarchar(128) = ?;
DECLARE @sql nvarchar(max);
IF SUSER_ID(@login) IS NULL AND NOT EXISTS (SELECT 1 FROM sys.certificates WHERE thumbprint = @thumbprint)
BEGIN
    SET @sql = N'CREATE LOGIN ' + QUOTENAME(@login) + N' WITH PASSWORD = N'''
        + REPLACE(@password, N'''', N'''''') + N''';';
    EXEC (@sql);
    SELECT N'login ' + @login + N' created' AS change;
END;
