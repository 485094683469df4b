-- Sets the route to the peer's service. A route that somebody made under another name stays and is used instead.
-- ALTER ROUTE cannot take a broker instance or a lifetime away, so a route that names a wrong one is made anew.
-- Parameters: route, service, address, broker instance of the peer or '' if unknown. Columns: change.
-- Needs: ALTER ANY ROUTE on the database
-- CREATE ROUTE (Transact-SQL), ALTER ROUTE (Transact-SQL)
SET NOCOUNT ON;
DECLARE @route sysname = ?, @service nvarchar(256) = ?, @address nvarchar(256) = ?, @broker_instance nvarchar(128) = ?;
DECLARE @current_service nvarchar(256), @current_address nvarchar(256), @current_instance nvarchar(128);
DECLARE @lifetime datetime, @with nvarchar(max), @sql nvarchar(max);
SET @with = QUOTENAME(@route) + N' WITH SERVICE_NAME = N''' + REPLACE(@service, N'''', N'''''')
    + N''', ADDRESS = N''' + REPLACE(@address, N'''', N'''''') + N''';';
IF EXISTS (SELECT 1 FROM sys.routes WHERE name = @route)
BEGIN
    SELECT @current_service = remote_service_name, @current_address = address, @current_instance = broker_instance,
        @lifetime = lifetime
    FROM sys.routes
    WHERE name = @route;
    IF @lifetime IS NOT NULL OR (@broker_instance <> N'' AND UPPER(@current_instance) <> UPPER(@broker_instance))
        SET @sql = N'DROP ROUTE ' + QUOTENAME(@route) + N'; CREATE ROUTE ' + @with;
    ELSE IF @current_service IS NULL OR @current_service <> @service OR @current_address <> @address
        SET @sql = N'ALTER ROUTE ' + @with;
END
ELSE IF NOT EXISTS (SELECT 1 FROM sys.routes WHERE remote_service_name = @service)
    SET @sql = N'CREATE ROUTE ' + @with;
IF @sql IS NOT NULL
BEGIN
    EXEC (@sql);
    SELECT N'route ' + @route + N' set to ' + @address AS change;
END;
