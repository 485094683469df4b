-- Creates in master the user of the peer instance's login, which is to own the peer's transport certificate.
-- Parameters: thumbprint of the peer's transport certificate, login. Columns: change.
-- Needs: ALTER ANY USER on database master
-- CREATE USER (Transact-SQL)
SET NOCOUNT ON;
DECLARE @thumbprint varbinary(32) = ?, @login sysname = ?;
DECLARE @sql nvarchar(max);
IF DATABASE_PRINCIPAL_ID(@login) IS NULL AND NOT EXISTS (SELECT 1 FROM sys.certificates WHERE thumbprint = @thumbprint)
BEGIN
    SET @sql = N'CREATE USER ' + QUOTENAME(@login) + N' FOR LOGIN ' + QUOTENAME(@login) + N';';
    EXEC (@sql);
    SELECT N'user ' + @login + N' created in database master' AS change;
END;
