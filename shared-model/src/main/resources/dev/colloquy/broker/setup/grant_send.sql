-- Lets the owner of the peer's dialog certificate send to the service.
-- Parameters: service, thumbprint of the peer's dialog certificate. Columns: change.
-- Needs: CONTROL on the service
-- GRANT Service Broker Permissions (Transact-SQL)
SET NOCOUNT ON;
DECLARE @service sysname = ?, @thumbprint varbinary(32) = ?;
DECLARE @service_id int, @user_id int, @user sysname, @sql nvarchar(max);
SELECT @service_id = service_id FROM sys.services WHERE name = @service;
SELECT @user_id = u.principal_id, @user = u.name
FROM sys.certificates AS c
JOIN sys.database_principals AS u ON u.principal_id = c.principal_id
WHERE c.thumbprint = @thumbprint AND u.principal_id <> 1;
IF @user IS NOT NULL AND NOT EXISTS (
    SELECT 1
    FROM sys.database_permissions
    WHERE class = 17 AND major_id = @service_id AND grantee_principal_id = @user_id
        AND permission_name = N'SEND' AND state IN ('G', 'W'))
BEGIN
    SET @sql = N'GRANT SEND ON SERVICE::' + QUOTENAME(@service) + N' TO ' + QUOTENAME(@user) + N';';
    EXEC (@sql);
    SELECT N'SEND on service ' + @service + N' granted to ' + @user AS change;
END;
