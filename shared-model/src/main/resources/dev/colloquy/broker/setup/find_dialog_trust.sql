-- Whether the database has a route to the peer's service and a certificate, valid now, of the user that stands for the
-- peer: at the initiator the user bound to the peer's service, at the target a user who may send.
-- Parameters: service of the peer, own service, 1 if the own side begins dialogs. Columns: trusted int, 1 or 0.
-- Needs: VIEW DEFINITION on the database
-- sys.routes (Transact-SQL), sys.remote_service_bindings (Transact-SQL), sys.database_permissions (Transact-SQL)
SET NOCOUNT ON;
DECLARE @service nvarchar(256) = ?, @own_service sysname = ?, @initiator int = ?;
DECLARE @now datetime = GETUTCDATE(), @trusted int = 0;
IF EXISTS (SELECT 1 FROM sys.routes WHERE remote_service_name = @service)
BEGIN
    IF @initiator = 1 AND EXISTS (
        SELECT 1
        FROM sys.remote_service_bindings AS b
        JOIN sys.certificates AS c ON c.principal_id = b.remote_principal_id
        WHERE b.remote_service_name = @service AND c.start_date <= @now AND c.expiry_date > @now)
        SET @trusted = 1;
    IF @initiator = 0 AND EXISTS (
        SELECT 1
        FROM sys.services AS s
        JOIN sys.database_permissions AS p ON p.class = 17 AND p.major_id = s.service_id
        JOIN sys.certificates AS c ON c.principal_id = p.grantee_principal_id
        WHERE s.name = @own_service AND p.permission_name = N'SEND' AND p.state IN ('G', 'W')
            AND c.start_date <= @now AND c.expiry_date > @now)
        SET @trusted = 1;
END;
SELECT @trusted AS trusted;
