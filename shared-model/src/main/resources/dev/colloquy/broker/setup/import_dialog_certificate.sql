-- Takes in the dialog certificate, with its private key, that the operator hands to every instance of this side: a dialog
-- that the peer begins can be read by each of them. Beside another valid one it is not active for new dialogs yet: the
-- peer has to know it first (use_dialog_certificate.sql). The database's master key protects the private key from then on.
-- Parameters: user who owns the service, certificate, thumbprint, DER bytes, private key in PVK format, password of the
-- private key. Columns: change.
-- Needs: CREATE CERTIFICATE on the database
-- Remedy: The file of the private key must be in PVK format, belong to the certificate and open with the password.
-- CREATE CERTIFICATE (Transact-SQL), sys.certificates (Transact-SQL)
SET NOCOUNT ON;
DECLARE @user sysname = ?, @certificate sysname = ?, @thumbprint varbinary(32) = ?, @der varbinary(max) = ?;
DECLARE @private_key varbinary(max) = ?, @password nvarchar(128) = ?;
DECLARE @now datetime = GETUTCDATE(), @active nvarchar(3) = N'ON', @name sysname, @sql nvarchar(max);
IF NOT EXISTS (SELECT 1 FROM sys.certificates WHERE thumbprint = @thumbprint AND pvt_key_encryption_type = 'MK')
BEGIN
    IF EXISTS (
        SELECT 1
        FROM sys.certificates
        WHERE principal_id = DATABASE_PRINCIPAL_ID(@user) AND is_active_for_begin_dialog = 1
            AND pvt_key_encryption_type = 'MK' AND start_date <= @now AND expiry_date > @now)
        SET @active = N'OFF';
    SET @name = @certificate;
    IF EXISTS (SELECT 1 FROM sys.certificates WHERE name = @certificate)
        SET @name = @certificate + N'_' + CONVERT(nvarchar(64), @thumbprint, 2);
    SET @sql = N'CREATE CERTIFICATE ' + QUOTENAME(@name) + N' AUTHORIZATION ' + QUOTENAME(@user)
        + N' FROM BINARY = ' + CONVERT(nvarchar(max), @der, 1)
        + N' WITH PRIVATE KEY (BINARY = ' + CONVERT(nvarchar(max), @private_key, 1)
        + N', DECRYPTION BY PASSWORD = N''' + REPLACE(@password, N'''', N'''''')
        + N''') ACTIVE FOR BEGIN_DIALOG = ' + @active + N';';
    EXEC (@sql);
    SELECT N'dialog certificate ' + @name + N' taken in with its private key' AS change;
END;
