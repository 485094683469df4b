-- Creates the user that stands for the owner of the peer's service, unless the peer's certificate has an owner here.
-- Parameters: thumbprint of the peer's dialog certificate, user. Columns: change.
-- Needs: ALTER ANY USER on the database
-- CREATE USER (Transact-SQL)
SET NOCOUNT ON;
DECLARE @thumbprint varbinary(32) = ?, @user sysname = ?;
DECLARE @sql nvarchar(max);
IF DATABASE_PRINCIPAL_ID(@user) IS NULL AND NOT EXISTS (SELECT 1 FROM sys.certificates WHERE thumbprint = @thumbprint)
BEGIN
    SET @sql = N'CREATE USER ' + QUOTENAME(@user) + N' WITHOUT LOGIN;';
    EXEC (@sql);
    SELECT N'user ' + @user + N' created in database ' + DB_NAME() AS change;
END;
