-- Drops certificates of the peer that expired more than a day ago: no handshake and no dialog begins with them any
-- more, and dialogs that have begun keep their session keys.
-- Parameters: thumbprint of the certificate in use. Columns: change, a row for each.
-- Needs: CONTROL on the certificate
-- DROP CERTIFICATE (Transact-SQL)
SET NOCOUNT ON;
DECLARE @thumbprint varbinary(32) = ?;
DECLARE @limit datetime = DATEADD(day, -1, GETUTCDATE()), @owner int, @name sysname, @sql nvarchar(max);
SELECT @owner = principal_id FROM sys.certificates WHERE thumbprint = @thumbprint AND principal_id <> 1;
WHILE EXISTS (
    SELECT 1
    FROM sys.certificates
    WHERE principal_id = @owner AND pvt_key_encryption_type = 'NA' AND thumbprint <> @thumbprint
        AND expiry_date < @limit)
BEGIN
    SELECT TOP (1) @name = name
    FROM sys.certificates
    WHERE principal_id = @owner AND pvt_key_encryption_type = 'NA' AND thumbprint <> @thumbprint
        AND expiry_date < @limit;
    SET @sql = N'DROP CERTIFICATE ' + QUOTENAME(@name) + N';';
    EXEC (@sql);
    SELECT N'expired certificate ' + @name + N' of the peer dropped, database ' + DB_NAME() AS change;
END;
