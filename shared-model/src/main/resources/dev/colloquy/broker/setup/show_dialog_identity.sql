-- Shows what the peer's script needs of this database.
-- Parameters: user who owns the service, name of the dialog certificate, thumbprint of the one that the operator has handed
-- in or 0x. Columns: variable nvarchar(50), value nvarchar(max).
-- Needs: VIEW DEFINITION on the database
-- CERTENCODED (Transact-SQL), sys.certificates (Transact-SQL), sys.databases (Transact-SQL)
SET NOCOUNT ON;
DECLARE @user sysname = ?, @certificate sysname = ?, @handed_in varbinary(32) = ?;
DECLARE @now datetime = GETUTCDATE(), @broker_instance nvarchar(36), @certificate_id int, @thumbprint varbinary(32);
SELECT @broker_instance = CONVERT(nvarchar(36), service_broker_guid) FROM sys.databases WHERE name = DB_NAME();
SELECT TOP (1) @certificate_id = certificate_id, @thumbprint = thumbprint
FROM sys.certificates
WHERE principal_id = DATABASE_PRINCIPAL_ID(@user) AND (@handed_in = 0x OR thumbprint = @handed_in)
    AND (is_active_for_begin_dialog = 1 OR LEFT(name, LEN(@certificate) + 1) = @certificate + N'_' OR @handed_in <> 0x)
    AND pvt_key_encryption_type = 'MK' AND start_date <= @now AND expiry_date > @now
ORDER BY expiry_date DESC, certificate_id DESC;
SELECT N'PeerBrokerInstance' AS variable, CONVERT(nvarchar(max), @broker_instance) AS value
UNION ALL
SELECT N'PeerDialogThumbprint', CONVERT(nvarchar(max), @thumbprint, 1)
UNION ALL
SELECT N'PeerDialogCertificate', CONVERT(nvarchar(max), CERTENCODED(@certificate_id), 1);
