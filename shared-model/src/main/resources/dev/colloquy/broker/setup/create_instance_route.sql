-- Sets the route to one of several instances of the peer: by service and broker instance, so that the messages of a dialog
-- go to the instance that it was begun with. A route that says so under another name stays and is used instead.
-- Parameters: start of the route's name, service, address, broker instance. Columns: change.
-- Needs: ALTER ANY ROUTE on the database
-- CREATE ROUTE (Transact-SQL), ALTER ROUTE (Transact-SQL)
SET NOCOUNT ON;
DECLARE @route sysname = ?, @service nvarchar(256) = ?, @address nvarchar(256) = ?, @broker_instance nvarchar(128) = ?;
DECLARE @name sysname, @current_address nvarchar(256), @lifetime datetime, @with nvarchar(max), @sql nvarchar(max);
SELECT TOP (1) @name = name, @current_address = address, @lifetime = lifetime
FROM sys.routes
WHERE remote_service_name = @service AND UPPER(broker_instance) = UPPER(@broker_instance)
ORDER BY route_id;
IF @name IS NULL OR @lifetime IS NOT NULL OR @current_address <> @address
BEGIN
    SET @with = QUOTENAME(COALESCE(@name, @route + N'_' + UPPER(@broker_instance)))
        + N' WITH SERVICE_NAME = N''' + REPLACE(@service, N'''', N'''''')
        + N''', BROKER_INSTANCE = N''' + REPLACE(@broker_instance, N'''', N'''''')
        + N''', ADDRESS = N''' + REPLACE(@address, N'''', N'''''') + N''';';
    SET @sql = CASE WHEN @lifetime IS NOT NULL THEN N'DROP ROUTE ' + QUOTENAME(@name) + N'; ' ELSE N'' END
        + CASE WHEN @name IS NULL OR @lifetime IS NOT NULL THEN N'CREATE ROUTE ' ELSE N'ALTER ROUTE ' END + @with;
    EXEC (@sql);
    SELECT N'route to broker instance ' + @broker_instance + N' set to ' + @address AS change;
END;
