-- What a database administrator would look at to see whether conversations get on, in one call.
-- Parameters: @depth_limit int, at least 1: how many rows of a backlog are looked at.
-- Columns of the first result, one row: read_at datetime2(3), the instance's clock, UTC; database_name sysname;
-- is_broker_enabled bit; is_receive_enabled bit and is_enqueue_enabled bit of the queue, NULL if there is no such queue;
-- queue_depth int; oldest_message_time datetime NULL, UTC, when the oldest message entered the queue;
-- transmission_depth int; oldest_transmission_time datetime NULL, UTC, when the oldest message entered the transmission
-- queue; has_route bit, whether a route leads to the peer's service; has_binding bit, whether a remote service binding
-- of the peer's service is there; may_send bit, whether anybody may send to the own service;
-- write_error nvarchar(4000) NULL, why nothing can be written to the database.
-- Columns of the second result, one row a state: state_desc nvarchar(60), endpoints int.
-- Columns of the third result, at most 20 rows, those with the most messages: transmission_status nvarchar(4000), messages
-- int.
-- Columns of the fourth result, at most 32 rows: certificate_name sysname; is_own bit, 1 for those that the own user may
-- begin dialogs with, 0 for those of the users who stand for the peer; start_date datetime and expiry_date datetime, UTC.
--
-- TOP bounds every look at a backlog, so the call costs no more when messages pile up: the depths and the sum of the
-- endpoints saturate at @depth_limit, and the oldest message is the oldest of those looked at. NOLOCK: a backlog has to
-- be seen while receivers and the transmitter hold locks on it; a figure that is out by a message does no harm.
-- Whether something can be written shows only when something is: a full disk or log (1105, 9002) and a read-only database
-- (3906) let everything be read. READPAST: a row that another replica is writing just now can be written.
-- The database of the session is visible in sys.databases to everybody in it, so EXECUTE AS OWNER is enough. What belongs
-- to the server is not: endpoint, transport certificates and the routes of msdb are looked at by the set-up login.
-- sys.databases, sys.service_queues, sys.transmission_queue, sys.conversation_endpoints, sys.certificates, sys.routes,
-- sys.remote_service_bindings, sys.database_permissions, TOP, Table hints, TRY...CATCH (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.broker_status
    @depth_limit int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;

    DECLARE
        @now datetime = GETUTCDATE(),
        @user int = DATABASE_PRINCIPAL_ID(N'${user}'),
        @bound int,
        @is_broker_enabled bit,
        @is_receive_enabled bit,
        @is_enqueue_enabled bit,
        @queue_depth int,
        @oldest_message_time datetime,
        @transmission_depth int,
        @oldest_transmission_time datetime,
        @has_route bit = 0,
        @has_binding bit = 0,
        @may_send bit = 0,
        @write_error nvarchar(4000);

    BEGIN TRY
        UPDATE dbo.write_probe WITH (READPAST)
        SET written_at = SYSUTCDATETIME()
        WHERE id = 1;
    END TRY
    BEGIN CATCH
        SET @write_error = CONCAT(ERROR_MESSAGE(), N' (error ', ERROR_NUMBER(), N')');
    END CATCH;

    SELECT @is_broker_enabled = is_broker_enabled
    FROM sys.databases
    WHERE database_id = DB_ID();

    SELECT @is_receive_enabled = is_receive_enabled, @is_enqueue_enabled = is_enqueue_enabled
    FROM sys.service_queues
    WHERE name = N'${queue}' AND schema_id = SCHEMA_ID(N'dbo');

    SELECT @queue_depth = COUNT(*), @oldest_message_time = MIN(message_enqueue_time)
    FROM (SELECT TOP (@depth_limit) message_enqueue_time FROM dbo.[${queue}] WITH (NOLOCK)) AS looked_at;

    SELECT @transmission_depth = COUNT(*), @oldest_transmission_time = MIN(enqueue_time)
    FROM (SELECT TOP (@depth_limit) enqueue_time FROM sys.transmission_queue WITH (NOLOCK)) AS looked_at;

    -- A route without a service name leads everywhere; AutoCreatedLocal is one, which leads nowhere outside.
    IF EXISTS (
        SELECT 1
        FROM sys.routes
        WHERE (remote_service_name = N'${peerService}' OR (remote_service_name IS NULL AND UPPER(address) <> N'LOCAL'))
            AND (lifetime IS NULL OR lifetime > @now))
        SET @has_route = 1;

    SELECT @bound = remote_principal_id, @has_binding = 1
    FROM sys.remote_service_bindings
    WHERE remote_service_name = N'${peerService}';

    DECLARE @sender TABLE (principal_id int);
    INSERT INTO @sender (principal_id)
    SELECT p.grantee_principal_id
    FROM sys.database_permissions AS p
    JOIN sys.services AS s ON s.service_id = p.major_id
    WHERE p.class = 17 AND s.name = N'${service}' AND p.permission_name = N'SEND' AND p.state IN ('G', 'W');

    IF EXISTS (SELECT 1 FROM @sender)
        SET @may_send = 1;

    SELECT
        CONVERT(datetime2(3), SYSUTCDATETIME()) AS read_at,
        DB_NAME() AS database_name,
        @is_broker_enabled AS is_broker_enabled,
        @is_receive_enabled AS is_receive_enabled,
        @is_enqueue_enabled AS is_enqueue_enabled,
        @queue_depth AS queue_depth,
        @oldest_message_time AS oldest_message_time,
        @transmission_depth AS transmission_depth,
        @oldest_transmission_time AS oldest_transmission_time,
        @has_route AS has_route,
        @has_binding AS has_binding,
        @may_send AS may_send,
        @write_error AS write_error;

    SELECT state_desc, COUNT(*) AS endpoints
    FROM (SELECT TOP (@depth_limit) state_desc FROM sys.conversation_endpoints WITH (NOLOCK)) AS looked_at
    GROUP BY state_desc;

    SELECT TOP (20) transmission_status, COUNT(*) AS messages
    FROM (SELECT TOP (@depth_limit) transmission_status FROM sys.transmission_queue WITH (NOLOCK)) AS looked_at
    GROUP BY transmission_status
    ORDER BY COUNT(*) DESC;

    SELECT TOP (32)
        name AS certificate_name,
        CASE WHEN principal_id = @user THEN 1 ELSE 0 END AS is_own,
        start_date,
        expiry_date
    FROM sys.certificates
    WHERE (principal_id = @user AND is_active_for_begin_dialog = 1 AND pvt_key_encryption_type = 'MK')
        OR (pvt_key_encryption_type = 'NA'
            AND (principal_id = @bound OR principal_id IN (SELECT principal_id FROM @sender)))
    ORDER BY expiry_date DESC;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.broker_status TO colloquy_runtime;
GO
