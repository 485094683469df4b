-- Lets the owner of the peer's transport certificate connect to the endpoint.
-- Parameters: thumbprint of the peer's transport certificate. Columns: change.
-- Needs: CONTROL on the endpoint or ALTER ANY ENDPOINT (server)
-- GRANT Endpoint Permissions (Transact-SQL)
SET NOCOUNT ON;
DECLARE @thumbprint varbinary(32) = ?;
DECLARE @endpoint sysname, @endpoint_id int, @login sysname, @login_id int, @sql nvarchar(max);
SELECT @endpoint = name, @endpoint_id = endpoint_id FROM sys.service_broker_endpoints;
SELECT @login = l.name, @login_id = l.principal_id
FROM sys.certificates AS c
JOIN sys.database_principals AS u ON u.principal_id = c.principal_id
JOIN sys.server_principals AS l ON l.sid = u.sid
WHERE c.thumbprint = @thumbprint AND u.principal_id <> 1;
IF @login IS NOT NULL AND NOT EXISTS (
    SELECT 1
    FROM sys.server_permissions
    WHERE class = 105 AND major_id = @endpoint_id AND grantee_principal_id = @login_id
        AND permission_name = N'CONNECT' AND state IN ('G', 'W'))
BEGIN
    SET @sql = N'GRANT CONNECT ON ENDPOINT::' + QUOTENAME(@endpoint) + N' TO ' + QUOTENAME(@login) + N';';
    EXEC (@sql);
    SELECT N'CONNECT on endpoint ' + @endpoint + N' granted to ' + @login AS change;
END;
