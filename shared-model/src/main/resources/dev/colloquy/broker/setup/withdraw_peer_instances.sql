-- Lets no more dialogs be begun with instances of the peer other than the known ones, and drops the routes of ours to them
-- once no dialog needs them: until then the messages of dialogs that have begun find their way. A route of the time
-- when there was one instance names no broker instance; it goes once every dialog names one.
-- Parameters: the known broker instances, in capitals, each between commas; start of the routes' names; service.
-- Columns: change, a row for each.
-- Needs: ALTER ANY ROUTE on the database
-- DROP ROUTE (Transact-SQL), sys.conversation_endpoints (Transact-SQL)
SET NOCOUNT ON;
DECLARE @known nvarchar(max) = ?, @route sysname = ?, @service nvarchar(256) = ?;
DECLARE @withdrawn int, @route_id int = 0, @name sysname, @broker_instance nvarchar(128), @sql nvarchar(max);
DELETE FROM dbo.peer_instance
WHERE CHARINDEX(N',' + CONVERT(nvarchar(36), broker_instance) + N',', @known) = 0;
SET @withdrawn = @@ROWCOUNT;
IF @withdrawn > 0
    SELECT N'instances of the peer that new dialogs are not begun with any more: '
        + CONVERT(nvarchar(10), @withdrawn) AS change;
WHILE @route_id IS NOT NULL
BEGIN
    SET @name = NULL;
    SELECT TOP (1) @name = name, @route_id = route_id, @broker_instance = broker_instance
    FROM sys.routes
    WHERE route_id > @route_id AND remote_service_name = @service
        AND (name = @route OR LEFT(name, LEN(@route) + 1) = @route + N'_')
        AND (broker_instance IS NULL OR CHARINDEX(N',' + UPPER(broker_instance) + N',', @known) = 0)
    ORDER BY route_id;
    IF @name IS NULL
        SET @route_id = NULL;
    ELSE IF NOT EXISTS (
        SELECT 1
        FROM sys.conversation_endpoints
        WHERE far_service = @service AND state <> 'CD'
            AND COALESCE(UPPER(far_broker_instance), N'') = COALESCE(UPPER(@broker_instance), N''))
    BEGIN
        SET @sql = N'DROP ROUTE ' + QUOTENAME(@name) + N';';
        EXEC (@sql);
        SELECT N'route ' + @name + N' dropped, which no dialog needs any more' AS change;
    END;
END;
