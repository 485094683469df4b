-- Takes in the public certificate of the peer, in master or in the database, unless it is there. One that replaces
-- another is added beside it, with its thumbprint in the name: what has begun under the old one goes on.
-- Parameters: thumbprint, certificate name, user who is to own it, DER bytes, 1 if new dialogs are not to use it as long as
-- they can use another. Columns: change.
-- Needs: CREATE CERTIFICATE on the database
-- CREATE CERTIFICATE (Transact-SQL)
SET NOCOUNT ON;
DECLARE @thumbprint varbinary(32) = ?, @certificate sysname = ?, @user sysname = ?, @der varbinary(max) = ?;
DECLARE @waits int = ?, @active nvarchar(3) = N'ON', @name sysname, @sql nvarchar(max);
IF NOT EXISTS (SELECT 1 FROM sys.certificates WHERE thumbprint = @thumbprint)
BEGIN
    SET @name = @certificate;
    IF EXISTS (SELECT 1 FROM sys.certificates WHERE name = @certificate)
        SET @name = @certificate + N'_' + CONVERT(nvarchar(64), @thumbprint, 2);
    IF @waits = 1 AND EXISTS (
        SELECT 1
        FROM sys.certificates
        WHERE principal_id = DATABASE_PRINCIPAL_ID(@user) AND is_active_for_begin_dialog = 1)
        SET @active = N'OFF';
    SET @sql = N'CREATE CERTIFICATE ' + QUOTENAME(@name) + N' AUTHORIZATION ' + QUOTENAME(@user)
        + N' FROM BINARY = ' + CONVERT(nvarchar(max), @der, 1) + N' ACTIVE FOR BEGIN_DIALOG = ' + @active + N';';
    EXEC (@sql);
    SELECT N'certificate ' + @name + N' of the peer taken in, database ' + DB_NAME() AS change;
END;
