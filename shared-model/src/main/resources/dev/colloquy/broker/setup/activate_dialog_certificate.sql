-- Lets new dialogs begin with the renewed certificate of the service's owner once the one before expires soon. The broker
-- takes the active one that expires last; dialogs that have begun keep their session keys.
-- Parameters: user who owns the service, certificate, days before the expiry of the one in use from which on another one is
-- used: 0 as long as the peer may not know that. Columns: change.
-- Needs: ALTER on the certificate
-- ALTER CERTIFICATE (Transact-SQL), sys.certificates (Transact-SQL)
SET NOCOUNT ON;
DECLARE @user sysname = ?, @certificate sysname = ?, @renewal int = ?;
DECLARE @now datetime = GETUTCDATE(), @limit datetime, @name sysname, @sql nvarchar(max);
SET @limit = DATEADD(day, @renewal, @now);
IF NOT EXISTS (
    SELECT 1
    FROM sys.certificates
    WHERE principal_id = DATABASE_PRINCIPAL_ID(@user) AND is_active_for_begin_dialog = 1
        AND pvt_key_encryption_type = 'MK' AND start_date <= @now AND expiry_date > @limit)
BEGIN
    SELECT TOP (1) @name = name
    FROM sys.certificates
    WHERE principal_id = DATABASE_PRINCIPAL_ID(@user) AND is_active_for_begin_dialog = 0
        AND LEFT(name, LEN(@certificate) + 1) = @certificate + N'_'
        AND pvt_key_encryption_type = 'MK' AND start_date <= @now AND expiry_date > @now
    ORDER BY expiry_date DESC, certificate_id DESC;
    IF @name IS NOT NULL
    BEGIN
        SET @sql = N'ALTER CERTIFICATE ' + QUOTENAME(@name) + N' WITH ACTIVE FOR BEGIN_DIALOG = ON;';
        EXEC (@sql);
        SELECT N'dialog certificate ' + @name + N' is used for new dialogs' AS change;
    END;
END;
