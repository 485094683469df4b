-- Gives the login the password that was generated for this process.
-- Parameters: login, password. Columns: none; it happens at every start, so it is no news.
-- Needs: ALTER ANY LOGIN (server)
-- ALTER LOGIN (Transact-SQL)
SET NOCOUNT ON;
DECLARE @login sysname = ?, @password nvarchar(128) = ?;
DECLARE @sql nvarchar(max);
SET @sql = N'ALTER LOGIN ' + QUOTENAME(@login) + N' WITH PASSWORD = N''' + REPLACE(@password, N'''', N'''''') + N''';';
EXEC (@sql);
