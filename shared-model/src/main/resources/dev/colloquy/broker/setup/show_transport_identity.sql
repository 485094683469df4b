-- Shows what the peer's script needs of this instance.
-- Parameters: name of the transport certificate, address of the endpoint. Columns: variable nvarchar(50), value
-- nvarchar(max).
-- Needs: VIEW ANY DEFINITION (server)
-- CERTENCODED (Transact-SQL), sys.certificates (Transact-SQL)
SET NOCOUNT ON;
DECLARE @certificate sysname = ?, @address nvarchar(256) = ?;
DECLARE @now datetime = GETUTCDATE(), @certificate_id int, @used_id int, @name sysname, @thumbprint varbinary(32);
SELECT @used_id = certificate_id FROM sys.service_broker_endpoints;
SELECT @name = name FROM sys.certificates WHERE certificate_id = @used_id;
SET @certificate_id = @used_id;
IF @name = @certificate OR LEFT(@name, LEN(@certificate) + 1) = @certificate + N'_'
    SELECT TOP (1) @certificate_id = certificate_id
    FROM sys.certificates
    WHERE (name = @certificate OR LEFT(name, LEN(@certificate) + 1) = @certificate + N'_')
        AND pvt_key_encryption_type = 'MK' AND start_date <= @now AND expiry_date > @now
    ORDER BY expiry_date DESC, certificate_id DESC;
SELECT @thumbprint = thumbprint FROM sys.certificates WHERE certificate_id = @certificate_id;
SELECT N'PeerAddress' AS variable, CONVERT(nvarchar(max), @address) AS value
UNION ALL
SELECT N'PeerTransportThumbprint', CONVERT(nvarchar(max), @thumbprint, 1)
UNION ALL
SELECT N'PeerTransportCertificate', CONVERT(nvarchar(max), CERTENCODED(@certificate_id), 1);
