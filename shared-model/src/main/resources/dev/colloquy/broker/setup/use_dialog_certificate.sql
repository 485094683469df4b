-- Lets new dialogs be secured with a certificate, and with no other of its owner and kind. Of ours that is the one that the
-- operator hands to every instance; of the peer's the one that all its instances show, since one that only some of them
-- have would make a dialog that the others cannot read.
-- Parameters: thumbprint of the certificate. Columns: change, a row for each.
-- Needs: ALTER on the certificate
-- ALTER CERTIFICATE (Transact-SQL), sys.certificates (Transact-SQL)
SET NOCOUNT ON;
DECLARE @thumbprint varbinary(32) = ?;
DECLARE @owner int, @kind char(2), @active bit, @name sysname, @sql nvarchar(max);
SELECT @owner = principal_id, @kind = pvt_key_encryption_type, @active = is_active_for_begin_dialog, @name = name
FROM sys.certificates
WHERE thumbprint = @thumbprint AND principal_id <> 1;
IF @active = 0
BEGIN
    SET @sql = N'ALTER CERTIFICATE ' + QUOTENAME(@name) + N' WITH ACTIVE FOR BEGIN_DIALOG = ON;';
    EXEC (@sql);
    SELECT N'certificate ' + @name + N' is used for new dialogs' AS change;
END;
SET @name = NULL;
SELECT TOP (1) @name = name
FROM sys.certificates
WHERE principal_id = @owner AND pvt_key_encryption_type = @kind AND is_active_for_begin_dialog = 1
    AND thumbprint <> @thumbprint;
WHILE @name IS NOT NULL
BEGIN
    SET @sql = N'ALTER CERTIFICATE ' + QUOTENAME(@name) + N' WITH ACTIVE FOR BEGIN_DIALOG = OFF;';
    EXEC (@sql);
    SELECT N'certificate ' + @name + N' is not used for new dialogs any more' AS change;
    SET @name = NULL;
    SELECT TOP (1) @name = name
    FROM sys.certificates
    WHERE principal_id = @owner AND pvt_key_encryption_type = @kind AND is_active_for_begin_dialog = 1
        AND thumbprint <> @thumbprint;
END;
