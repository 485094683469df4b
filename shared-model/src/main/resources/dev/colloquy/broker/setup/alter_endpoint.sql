-- Starts the endpoint and gives it certificate authentication if it lacks them; Windows authentication stays beside it.
-- A certificate of ours that expires soon gives way to one of ours that lasts longer, if there is one.
-- An endpoint of another name is somebody else's: it keeps its port, and what it lacks is said, not changed.
-- Parameters: endpoint, listener port, name of the transport certificate, days before its expiry from which on another
-- one is used: 0 as long as the peer may not know that; 1 if a stopped one is to be started. Columns: change.
-- Needs: ALTER ANY ENDPOINT (server)
-- ALTER ENDPOINT (Transact-SQL), sys.service_broker_endpoints (Transact-SQL)
SET NOCOUNT ON;
DECLARE @endpoint sysname = ?, @port int = ?, @certificate sysname = ?, @renewal int = ?, @start int = ?;
DECLARE @now datetime = GETUTCDATE(), @limit datetime, @name sysname, @state int, @authentication int;
DECLARE @certificate_id int, @usable_id int, @usable sysname, @current_port int, @windows nvarchar(30), @clauses nvarchar(max) = N'';
DECLARE @sql nvarchar(max), @message nvarchar(2048);
SELECT @name = e.name, @state = e.state, @authentication = e.connection_auth, @certificate_id = e.certificate_id,
    @current_port = t.port
FROM sys.service_broker_endpoints AS e
JOIN sys.tcp_endpoints AS t ON t.endpoint_id = e.endpoint_id;
IF @state <> 0 AND @start = 1
    SET @clauses = N' STATE = STARTED';
IF @name = @endpoint AND @current_port <> @port
    SET @clauses = @clauses + N' AS TCP (LISTENER_PORT = ' + CONVERT(nvarchar(5), @port) + N')';
SET @limit = DATEADD(day, @renewal, @now);
SELECT TOP (1) @usable = name, @usable_id = certificate_id
FROM sys.certificates
WHERE (name = @certificate OR LEFT(name, LEN(@certificate) + 1) = @certificate + N'_')
    AND pvt_key_encryption_type = 'MK' AND start_date <= @now AND expiry_date > @now
ORDER BY expiry_date DESC, certificate_id DESC;
IF NOT EXISTS (
    SELECT 1
    FROM sys.certificates
    WHERE certificate_id = @certificate_id
        AND pvt_key_encryption_type = 'MK' AND start_date <= @now AND expiry_date > @now
        AND (expiry_date > @limit OR certificate_id = @usable_id
            OR (name <> @certificate AND LEFT(name, LEN(@certificate) + 1) <> @certificate + N'_')))
BEGIN
    SET @windows = CASE
        WHEN @authentication IN (1, 5, 8) THEN N'WINDOWS NTLM'
        WHEN @authentication IN (2, 6, 9) THEN N'WINDOWS KERBEROS'
        WHEN @authentication IN (3, 7, 10) THEN N'WINDOWS NEGOTIATE'
        ELSE N'' END;
    SET @clauses = @clauses + N' FOR SERVICE_BROKER (AUTHENTICATION = '
        + CASE WHEN @authentication < 8 THEN @windows + N' ' ELSE N'' END
        + N'CERTIFICATE ' + QUOTENAME(@usable)
        + CASE WHEN @authentication >= 8 THEN N' ' + @windows ELSE N'' END + N')';
END;
IF @clauses <> N''
BEGIN
    SET @sql = N'ALTER ENDPOINT ' + QUOTENAME(@name) + @clauses + N';';
    IF @name <> @endpoint
    BEGIN
        SET @message = N'The Service Broker endpoint ' + QUOTENAME(@name)
            + N' of this instance is not ours to change and cannot be used as it is. Run: ' + @sql;
        THROW 50001, @message, 1;
    END;
    EXEC (@sql);
    SELECT N'endpoint ' + @name + N' changed:' + @clauses AS change;
END;
