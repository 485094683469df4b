-- Whether this instance already trusts the peer's instance and holds nothing of it that is to be dropped.
-- Parameters: thumbprint of the peer's transport certificate. Columns: trusted int, 1 or 0.
-- Needs: VIEW ANY DEFINITION (server)
-- sys.certificates (Transact-SQL), sys.server_permissions (Transact-SQL)
SET NOCOUNT ON;
DECLARE @thumbprint varbinary(32) = ?;
DECLARE @endpoint_id int, @owner int, @sid varbinary(85), @trusted int = 0;
SELECT @endpoint_id = endpoint_id FROM sys.service_broker_endpoints;
SELECT @owner = u.principal_id, @sid = u.sid
FROM sys.certificates AS c
JOIN sys.database_principals AS u ON u.principal_id = c.principal_id
WHERE c.thumbprint = @thumbprint;
IF @owner = 1 OR EXISTS (
    SELECT 1
    FROM sys.server_permissions AS p
    JOIN sys.server_principals AS l ON l.principal_id = p.grantee_principal_id
    WHERE p.class = 105 AND p.major_id = @endpoint_id AND l.sid = @sid
        AND p.permission_name = N'CONNECT' AND p.state IN ('G', 'W'))
    SET @trusted = 1;
IF @owner <> 1 AND EXISTS (
    SELECT 1
    FROM sys.certificates
    WHERE principal_id = @owner AND pvt_key_encryption_type = 'NA' AND thumbprint <> @thumbprint
        AND expiry_date < DATEADD(day, -1, GETUTCDATE()))
    SET @trusted = 0;
SELECT @trusted AS trusted;
