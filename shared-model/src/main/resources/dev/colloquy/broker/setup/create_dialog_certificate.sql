-- Creates the certificate that secures the service's dialogs, unless the service's owner has a valid one that does not
-- expire soon. One that replaces another is not active for new dialogs yet: the peer has to know it first
-- (activate_dialog_certificate.sql). Its dates are chosen as in create_transport_certificate.sql.
-- Parameters: user who owns the service, certificate, validity in days, days before its expiry from which on it is
-- renewed. Columns: change.
-- Needs: CREATE CERTIFICATE on the database
-- CREATE CERTIFICATE (Transact-SQL), sys.certificates (Transact-SQL)
SET NOCOUNT ON;
DECLARE @user sysname = ?, @certificate sysname = ?, @days int = ?, @renewal int = ?;
DECLARE @now datetime = GETUTCDATE(), @limit datetime, @active nvarchar(3) = N'ON', @name sysname, @sql nvarchar(max);
SET @limit = DATEADD(day, @renewal, @now);
IF NOT EXISTS (
    SELECT 1
    FROM sys.certificates
    WHERE principal_id = DATABASE_PRINCIPAL_ID(@user)
        AND pvt_key_encryption_type = 'MK' AND start_date <= @now AND expiry_date > @limit
        AND (is_active_for_begin_dialog = 1 OR LEFT(name, LEN(@certificate) + 1) = @certificate + N'_'))
BEGIN
    IF EXISTS (
        SELECT 1
        FROM sys.certificates
        WHERE principal_id = DATABASE_PRINCIPAL_ID(@user) AND is_active_for_begin_dialog = 1
            AND pvt_key_encryption_type = 'MK' AND start_date <= @now AND expiry_date > @now)
        SET @active = N'OFF';
    SET @name = @certificate;
    IF EXISTS (SELECT 1 FROM sys.certificates WHERE name = @certificate)
        SET @name = @certificate + N'_' + CONVERT(nvarchar(8), @now, 112)
            + REPLACE(CONVERT(nvarchar(8), @now, 108), N':', N'');
    SET @sql = N'CREATE CERTIFICATE ' + QUOTENAME(@name) + N' AUTHORIZATION ' + QUOTENAME(@user)
        + N' WITH SUBJECT = N''' + REPLACE(@certificate, N'''', N'''''')
        + N''', START_DATE = N''' + CONVERT(nvarchar(8), DATEADD(day, -1, @now), 112)
        + N''', EXPIRY_DATE = N''' + CONVERT(nvarchar(8), DATEADD(day, @days + 1, @now), 112)
        + N''' ACTIVE FOR BEGIN_DIALOG = ' + @active + N';';
    EXEC (@sql);
    SELECT N'dialog certificate ' + @name + N' created' AS change;
END;
