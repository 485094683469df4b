-- Lets new dialogs be secured with that certificate of the peer which all its instances show, and with no other of the
-- same owner: one that only some of them have would make a dialog that the others cannot read.
-- Parameters: thumbprint of the certificate. Columns: change, a row for each.
-- Needs: ALTER on the certificate
-- ALTER CERTIFICATE (Transact-SQL), sys.certificates (Transact-SQL)
SET NOCOUNT ON;
DECLARE @thumbprint varbinary(32) = ?;
DECLARE @owner int, @name sysname, @sql nvarchar(max);
SELECT @owner = principal_id FROM sys.certificates WHERE thumbprint = @thumbprint AND principal_id <> 1;
SELECT @name = name FROM sys.certificates WHERE thumbprint = @thumbprint AND is_active_for_begin_dialog = 0;
IF @name IS NOT NULL
BEGIN
    SET @sql = N'ALTER CERTIFICATE ' + QUOTENAME(@name) + N' WITH ACTIVE FOR BEGIN_DIALOG = ON;';
    EXEC (@sql);
    SELECT N'certificate ' + @name + N' of the peer is used for new dialogs' AS change;
END;
SET @name = NULL;
SELECT TOP (1) @name = name
FROM sys.certificates
WHERE principal_id = @owner AND pvt_key_encryption_type = 'NA' AND is_active_for_begin_dialog = 1
    AND thumbprint <> @thumbprint;
WHILE @name IS NOT NULL
BEGIN
    SET @sql = N'ALTER CERTIFICATE ' + QUOTENAME(@name) + N' WITH ACTIVE FOR BEGIN_DIALOG = OFF;';
    EXEC (@sql);
    SELECT N'certificate ' + @name + N' of the peer is not used for new dialogs any more' AS change;
    SET @name = NULL;
    SELECT TOP (1) @name = name
    FROM sys.certificates
    WHERE principal_id = @owner AND pvt_key_encryption_type = 'NA' AND is_active_for_begin_dialog = 1
        AND thumbprint <> @thumbprint;
END;
