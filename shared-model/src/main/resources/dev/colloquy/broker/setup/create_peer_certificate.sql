-- Takes in the public certificate of the peer, in master or in the database, unless it is there. One that replaces
-- another is added beside it, with its thumbprint in the name: what has begun under the old one goes on.
-- Parameters: thumbprint, certificate name, user who is to own it, DER bytes. Columns: change.
-- Needs: CREATE CERTIFICATE on the database
-- CREATE CERTIFICATE (Transact-SQL)
SET NOCOUNT ON;
DECLARE @thumbprint varbinary(32) = ?, @certificate sysname = ?, @user sysname = ?, @der varbinary(max) = ?;
DECLARE @name sysname, @sql nvarchar(max);
IF NOT EXISTS (SELECT 1 FROM sys.certificates WHERE thumbprint = @thumbprint)
BEGIN
    SET @name = @certificate;
    IF EXISTS (SELECT 1 FROM sys.certificates WHERE name = @certificate)
        SET @name = @certificate + N'_' + CONVERT(nvarchar(64), @thumbprint, 2);
    SET @sql = N'CREATE CERTIFICATE ' + QUOTENAME(@name) + N' AUTHORIZATION ' + QUOTENAME(@user)
        + N' FROM BINARY = ' + CONVERT(nvarchar(max), @der, 1) + N';';
    EXEC (@sql);
    SELECT N'certificate ' + @name + N' of the peer taken in, database ' + DB_NAME() AS change;
END;
