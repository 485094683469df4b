-- What the peer must know of this instance.
-- Parameters: none. Columns: port int; certificate varbinary(max), the public part, DER. No row without an endpoint.
-- Needs: VIEW ANY DEFINITION (server)
-- sys.tcp_endpoints (Transact-SQL), CERTENCODED (Transact-SQL)
SET NOCOUNT ON;
DECLARE @port int, @certificate_id int;
SELECT @port = t.port, @certificate_id = e.certificate_id
FROM sys.service_broker_endpoints AS e
JOIN sys.tcp_endpoints AS t ON t.endpoint_id = e.endpoint_id;
SELECT @port AS port, CERTENCODED(@certificate_id) AS certificate WHERE @port IS NOT NULL;
