-- Whether some instance may connect to the endpoint with a certificate that is valid now.
-- Parameters: none. Columns: trusted int, 1 or 0.
-- Needs: VIEW ANY DEFINITION (server)
-- sys.certificates (Transact-SQL), sys.server_permissions (Transact-SQL)
SET NOCOUNT ON;
DECLARE @now datetime = GETUTCDATE(), @trusted int = 0;
IF EXISTS (
    SELECT 1
    FROM sys.service_broker_endpoints AS e
    JOIN sys.server_permissions AS p ON p.class = 105 AND p.major_id = e.endpoint_id
    JOIN sys.server_principals AS l ON l.principal_id = p.grantee_principal_id
    JOIN sys.database_principals AS u ON u.sid = l.sid
    JOIN sys.certificates AS c ON c.principal_id = u.principal_id
    WHERE p.permission_name = N'CONNECT' AND p.state IN ('G', 'W')
        AND c.pvt_key_encryption_type = 'NA' AND c.start_date <= @now AND c.expiry_date > @now)
    SET @trusted = 1;
SELECT @trusted AS trusted;
