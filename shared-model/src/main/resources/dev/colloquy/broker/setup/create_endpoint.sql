-- Creates the Service Broker endpoint unless the instance has one, under whatever name: there is at most one.
-- Parameters: endpoint, listener port, name of the transport certificate. Columns: change.
-- Needs: CREATE ENDPOINT or ALTER ANY ENDPOINT (server)
-- CREATE ENDPOINT (Transact-SQL)
SET NOCOUNT ON;
DECLARE @endpoint sysname = ?, @port int = ?, @certificate sysname = ?;
DECLARE @now datetime = GETUTCDATE(), @usable sysname, @sql nvarchar(max);
IF NOT EXISTS (SELECT 1 FROM sys.service_broker_endpoints)
BEGIN
    SELECT TOP (1) @usable = name
    FROM sys.certificates
    WHERE (name = @certificate OR LEFT(name, LEN(@certificate) + 1) = @certificate + N'_')
        AND pvt_key_encryption_type = 'MK' AND start_date <= @now AND expiry_date > @now
    ORDER BY expiry_date DESC, certificate_id DESC;
    SET @sql = N'CREATE ENDPOINT ' + QUOTENAME(@endpoint) + N' STATE = STARTED AS TCP (LISTENER_PORT = '
        + CONVERT(nvarchar(5), @port) + N') FOR SERVICE_BROKER (AUTHENTICATION = CERTIFICATE ' + QUOTENAME(@usable)
        + N', ENCRYPTION = REQUIRED ALGORITHM AES);';
    EXEC (@sql);
    SELECT N'endpoint ' + @endpoint + N' created, port ' + CONVERT(nvarchar(5), @port) AS change;
END;
