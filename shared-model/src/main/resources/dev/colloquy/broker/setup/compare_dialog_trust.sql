-- Whether this database already holds all that dialogs with the peer need, and nothing that is to be dropped.
-- Parameters: thumbprint of the peer's dialog certificate, route to the peer, service of the peer, address of the peer,
-- broker instance of the peer or '' if unknown, own service, 1 if the own side begins dialogs, 1 if the peer has
-- several instances. Columns: trusted int, 1 or 0.
-- Needs: VIEW DEFINITION on the database
-- sys.routes (Transact-SQL), sys.remote_service_bindings (Transact-SQL), sys.database_permissions (Transact-SQL)
SET NOCOUNT ON;
DECLARE @thumbprint varbinary(32) = ?, @route sysname = ?, @service nvarchar(256) = ?, @address nvarchar(256) = ?;
DECLARE @broker_instance nvarchar(128) = ?, @own_service sysname = ?, @initiator int = ?;
DECLARE @several int = ?;
DECLARE @owner int, @route_matches int = 0, @allowed int = 0, @expired int = 0;
SELECT @owner = principal_id FROM sys.certificates WHERE thumbprint = @thumbprint;
IF @several = 1
BEGIN
    IF EXISTS (
        SELECT 1
        FROM sys.routes
        WHERE remote_service_name = @service AND UPPER(broker_instance) = UPPER(@broker_instance)
            AND address = @address AND lifetime IS NULL)
        SET @route_matches = 1;
END
ELSE IF EXISTS (
    SELECT 1
    FROM sys.routes
    WHERE name = @route AND remote_service_name = @service AND address = @address AND lifetime IS NULL
        AND (broker_instance IS NULL OR @broker_instance = N''
            OR UPPER(broker_instance) = UPPER(@broker_instance)))
    OR (NOT EXISTS (SELECT 1 FROM sys.routes WHERE name = @route)
        AND EXISTS (SELECT 1 FROM sys.routes WHERE remote_service_name = @service))
    SET @route_matches = 1;
IF @initiator = 1
BEGIN
    IF EXISTS (
        SELECT 1
        FROM sys.remote_service_bindings
        WHERE remote_service_name = @service AND remote_principal_id = @owner AND is_anonymous_on = 0)
        SET @allowed = 1;
END
ELSE IF @owner = 1 OR EXISTS (
    SELECT 1
    FROM sys.database_permissions AS p
    JOIN sys.services AS s ON s.service_id = p.major_id
    WHERE p.class = 17 AND s.name = @own_service AND p.grantee_principal_id = @owner
        AND p.permission_name = N'SEND' AND p.state IN ('G', 'W'))
    SET @allowed = 1;
IF @owner <> 1 AND EXISTS (
    SELECT 1
    FROM sys.certificates
    WHERE principal_id = @owner AND pvt_key_encryption_type = 'NA' AND thumbprint <> @thumbprint
        AND expiry_date < DATEADD(day, -1, GETUTCDATE()))
    SET @expired = 1;
SELECT CASE WHEN @owner IS NOT NULL AND @route_matches = 1 AND @allowed = 1 AND @expired = 0 THEN 1 ELSE 0 END
    AS trusted;
