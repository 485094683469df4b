-- Drops certificates of ours that expired more than a day ago, if one of ours is valid: no handshake and no dialog begins
-- with them any more, and dialogs that have begun keep their session keys. One that the endpoint still names stays.
-- Parameters: certificate. Columns: change, a row for each.
-- Needs: CONTROL on the certificate
-- DROP CERTIFICATE (Transact-SQL)
SET NOCOUNT ON;
DECLARE @certificate sysname = ?;
DECLARE @now datetime = GETUTCDATE(), @limit datetime, @used_id int, @name sysname, @sql nvarchar(max);
SET @limit = DATEADD(day, -1, @now);
IF DB_NAME() = N'master'
    SELECT @used_id = certificate_id FROM sys.service_broker_endpoints;
IF EXISTS (
    SELECT 1
    FROM sys.certificates
    WHERE (name = @certificate OR LEFT(name, LEN(@certificate) + 1) = @certificate + N'_')
        AND pvt_key_encryption_type = 'MK' AND start_date <= @now AND expiry_date > @now)
BEGIN
    SELECT TOP (1) @name = name
    FROM sys.certificates
    WHERE (name = @certificate OR LEFT(name, LEN(@certificate) + 1) = @certificate + N'_')
        AND pvt_key_encryption_type = 'MK' AND expiry_date < @limit AND (@used_id IS NULL OR certificate_id <> @used_id);
    WHILE @name IS NOT NULL
    BEGIN
        SET @sql = N'DROP CERTIFICATE ' + QUOTENAME(@name) + N';';
        EXEC (@sql);
        SELECT N'expired certificate ' + @name + N' dropped, database ' + DB_NAME() AS change;
        SET @name = NULL;
        SELECT TOP (1) @name = name
        FROM sys.certificates
        WHERE (name = @certificate OR LEFT(name, LEN(@certificate) + 1) = @certificate + N'_')
            AND pvt_key_encryption_type = 'MK' AND expiry_date < @limit
            AND (@used_id IS NULL OR certificate_id <> @used_id);
    END;
END;
