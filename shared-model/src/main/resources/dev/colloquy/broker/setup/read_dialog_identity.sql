-- What the peer must know of this database. Of several certificates the broker takes the one that expires last; one of
-- ours that is not active yet will be once the peer knows it.
-- Parameters: user who owns the service, name of the dialog certificate, thumbprint of the one that the operator has handed
-- in or 0x. Columns: broker_instance uniqueidentifier; certificate varbinary(max), the public part, DER, null without a
-- valid certificate.
-- Needs: VIEW DEFINITION on the database
-- sys.databases (Transact-SQL), CERTENCODED (Transact-SQL)
SET NOCOUNT ON;
DECLARE @user sysname = ?, @certificate sysname = ?, @thumbprint varbinary(32) = ?;
DECLARE @now datetime = GETUTCDATE(), @broker_instance uniqueidentifier, @certificate_id int;
SELECT @broker_instance = service_broker_guid FROM sys.databases WHERE name = DB_NAME();
SELECT TOP (1) @certificate_id = certificate_id
FROM sys.certificates
WHERE principal_id = DATABASE_PRINCIPAL_ID(@user) AND (@thumbprint = 0x OR thumbprint = @thumbprint)
    AND (is_active_for_begin_dialog = 1 OR LEFT(name, LEN(@certificate) + 1) = @certificate + N'_' OR @thumbprint <> 0x)
    AND pvt_key_encryption_type = 'MK' AND start_date <= @now AND expiry_date > @now
ORDER BY expiry_date DESC, certificate_id DESC;
SELECT @broker_instance AS broker_instance, CERTENCODED(@certificate_id) AS certificate;
