-- The Service Broker endpoint of the instance, as its database administrator would look at it. Reads only.
-- Parameters: none.
-- Columns, one row: visible int, 1 if the login may see what it looks for; read_at datetime2(3), UTC; endpoint_name
-- sysname NULL, without an endpoint; state_desc nvarchar(60); certificate_name sysname NULL, the one it authenticates
-- with, NULL with Windows authentication; start_date datetime NULL and expiry_date datetime NULL of that, UTC;
-- peer_certificate_name sysname NULL, of the certificates whose owners may connect to the endpoint the one that expires
-- last; peer_start_date datetime NULL and peer_expiry_date datetime NULL.
-- Needs: VIEW ANY DEFINITION (server)
-- sys.service_broker_endpoints (Transact-SQL), sys.certificates (Transact-SQL), HAS_PERMS_BY_NAME (Transact-SQL)
SET NOCOUNT ON;
DECLARE @visible int, @endpoint_id int, @endpoint_name sysname, @state_desc nvarchar(60), @certificate_id int;
DECLARE @certificate_name sysname, @start_date datetime, @expiry_date datetime;
DECLARE @peer_certificate_name sysname, @peer_start_date datetime, @peer_expiry_date datetime;
SET @visible = HAS_PERMS_BY_NAME(NULL, NULL, N'VIEW ANY DEFINITION');
SELECT @endpoint_id = endpoint_id, @endpoint_name = name, @state_desc = state_desc, @certificate_id = certificate_id
FROM sys.service_broker_endpoints;
SELECT @certificate_name = name, @start_date = start_date, @expiry_date = expiry_date
FROM sys.certificates
WHERE certificate_id = @certificate_id;
SELECT TOP (1) @peer_certificate_name = c.name, @peer_start_date = c.start_date, @peer_expiry_date = c.expiry_date
FROM sys.server_permissions AS p
JOIN sys.server_principals AS l ON l.principal_id = p.grantee_principal_id
JOIN sys.database_principals AS u ON u.sid = l.sid
JOIN sys.certificates AS c ON c.principal_id = u.principal_id
WHERE p.class = 105 AND p.major_id = @endpoint_id AND p.permission_name = N'CONNECT' AND p.state IN ('G', 'W')
    AND c.pvt_key_encryption_type = 'NA'
ORDER BY c.expiry_date DESC;
SELECT
    @visible AS visible,
    CONVERT(datetime2(3), SYSUTCDATETIME()) AS read_at,
    @endpoint_name AS endpoint_name,
    @state_desc AS state_desc,
    @certificate_name AS certificate_name,
    @start_date AS start_date,
    @expiry_date AS expiry_date,
    @peer_certificate_name AS peer_certificate_name,
    @peer_start_date AS peer_start_date,
    @peer_expiry_date AS peer_expiry_date;
