-- Whether messages from the network find their way through msdb to the own service. Reads only; runs in msdb.
-- Parameters: own service. Columns, one row: is_broker_enabled int, of msdb; has_route int, 1 if a route says that the
-- service is in this instance; AutoCreatedLocal, which every msdb has unless somebody dropped it, does.
-- Needs: VIEW ANY DEFINITION (server)
-- sys.routes (Transact-SQL), sys.databases (Transact-SQL)
SET NOCOUNT ON;
DECLARE @service nvarchar(256) = ?;
DECLARE @now datetime = GETUTCDATE(), @is_broker_enabled int = 0, @has_route int = 0;
SELECT @is_broker_enabled = CASE WHEN is_broker_enabled = 1 THEN 1 ELSE 0 END
FROM sys.databases
WHERE name = N'msdb';
IF EXISTS (
    SELECT 1
    FROM sys.routes
    WHERE (remote_service_name = @service OR remote_service_name IS NULL) AND UPPER(address) = N'LOCAL'
        AND (lifetime IS NULL OR lifetime > @now))
    SET @has_route = 1;
SELECT @is_broker_enabled AS is_broker_enabled, @has_route AS has_route;
