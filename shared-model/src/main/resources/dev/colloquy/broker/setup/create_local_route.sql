-- Tells msdb, where messages from the network are routed, that the service is in this instance.
-- Parameters: route, service. Columns: change.
-- Needs: ALTER ANY ROUTE on database msdb
-- CREATE ROUTE (Transact-SQL), ALTER ROUTE (Transact-SQL)
SET NOCOUNT ON;
DECLARE @route sysname = ?, @service nvarchar(256) = ?;
DECLARE @sql nvarchar(max);
IF EXISTS (SELECT 1 FROM sys.databases WHERE name = N'msdb' AND is_broker_enabled = 0)
    THROW 50001, N'The broker of msdb is disabled, nothing arrives. Run: ALTER DATABASE msdb SET ENABLE_BROKER;', 1;
IF NOT EXISTS (SELECT 1 FROM sys.routes WHERE remote_service_name = @service AND UPPER(address) = N'LOCAL')
BEGIN
    SET @sql = N'CREATE ROUTE ';
    IF EXISTS (SELECT 1 FROM sys.routes WHERE name = @route)
        SET @sql = N'ALTER ROUTE ';
    SET @sql = @sql + QUOTENAME(@route) + N' WITH SERVICE_NAME = N''' + REPLACE(@service, N'''', N'''''')
        + N''', ADDRESS = N''LOCAL'';';
    EXEC (@sql);
    SELECT N'route ' + @route + N' set in msdb' AS change;
END;
