-- Lets new dialogs be secured with the dialog certificate that the operator hands to every instance of this side, and with
-- no other of the service's owner.
-- Parameters: user who owns the service, thumbprint of the certificate. Columns: change, a row for each.
-- Needs: ALTER on the certificate
-- ALTER CERTIFICATE (Transact-SQL), sys.certificates (Transact-SQL)
SET NOCOUNT ON;
DECLARE @user sysname = ?, @thumbprint varbinary(32) = ?;
DECLARE @name sysname, @sql nvarchar(max);
SELECT @name = name
FROM sys.certificates
WHERE thumbprint = @thumbprint AND pvt_key_encryption_type = 'MK' AND is_active_for_begin_dialog = 0;
IF @name IS NOT NULL
BEGIN
    SET @sql = N'ALTER CERTIFICATE ' + QUOTENAME(@name) + N' WITH ACTIVE FOR BEGIN_DIALOG = ON;';
    EXEC (@sql);
    SELECT N'dialog certificate ' + @name + N' is used for new dialogs' AS change;
END;
SET @name = NULL;
SELECT TOP (1) @name = name
FROM sys.certificates
WHERE principal_id = DATABASE_PRINCIPAL_ID(@user) AND pvt_key_encryption_type = 'MK'
    AND is_active_for_begin_dialog = 1 AND thumbprint <> @thumbprint;
WHILE @name IS NOT NULL
BEGIN
    SET @sql = N'ALTER CERTIFICATE ' + QUOTENAME(@name) + N' WITH ACTIVE FOR BEGIN_DIALOG = OFF;';
    EXEC (@sql);
    SELECT N'dialog certificate ' + @name + N' is not used for new dialogs any more' AS change;
    SET @name = NULL;
    SELECT TOP (1) @name = name
    FROM sys.certificates
    WHERE principal_id = DATABASE_PRINCIPAL_ID(@user) AND pvt_key_encryption_type = 'MK'
        AND is_active_for_begin_dialog = 1 AND thumbprint <> @thumbprint;
END;
