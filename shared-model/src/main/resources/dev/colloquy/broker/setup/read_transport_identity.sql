-- What the peer must know of this instance. Where the endpoint uses a certificate of ours, that is the one that expires
-- last, which the endpoint is going to use if it does not do so yet.
-- Parameters: name of the transport certificate. Columns: port int; certificate varbinary(max), the public part, DER. No
-- row without an endpoint.
-- Needs: VIEW ANY DEFINITION (server)
-- sys.tcp_endpoints (Transact-SQL), CERTENCODED (Transact-SQL)
SET NOCOUNT ON;
DECLARE @certificate sysname = ?;
DECLARE @now datetime = GETUTCDATE(), @port int, @certificate_id int;
SELECT @port = t.port, @certificate_id = e.certificate_id
FROM sys.service_broker_endpoints AS e
JOIN sys.tcp_endpoints AS t ON t.endpoint_id = e.endpoint_id;
IF EXISTS (
    SELECT 1
    FROM sys.certificates
    WHERE certificate_id = @certificate_id
        AND (name = @certificate OR LEFT(name, LEN(@certificate) + 1) = @certificate + N'_'))
    SELECT TOP (1) @certificate_id = certificate_id
    FROM sys.certificates
    WHERE (name = @certificate OR LEFT(name, LEN(@certificate) + 1) = @certificate + N'_')
        AND pvt_key_encryption_type = 'MK' AND start_date <= @now AND expiry_date > @now
    ORDER BY expiry_date DESC, certificate_id DESC;
SELECT @port AS port, CERTENCODED(@certificate_id) AS certificate WHERE @port IS NOT NULL;
