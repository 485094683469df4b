-- What a database administrator would look at to see whether conversations get on, in one call.
-- Parameters: @depth_limit int, at least 1: how many rows of a backlog are looked at.
-- Columns of the first result, one row: read_at datetime2(3), the instance's clock, UTC; database_name sysname;
-- is_broker_enabled bit; is_receive_enabled bit and is_enqueue_enabled bit of the queue, NULL if there is no such queue;
-- queue_depth int; transmission_depth int; oldest_enqueue_time datetime NULL, UTC, and oldest_transmission_status
-- nvarchar(4000) NULL, of the message that is longest in the transmission queue; certificate_name sysname NULL and
-- certificate_expiry_date datetime NULL, UTC, of the user's certificate for new dialogs that expires first.
-- Columns of the second result, one row a state: state_desc nvarchar(60), endpoints int.
--
-- TOP bounds every look at a backlog, so the call costs no more when messages pile up: the depths and the sum of the
-- endpoints saturate at @depth_limit, and the oldest message is the oldest of those looked at. NOLOCK: a backlog has to
-- be seen while receivers and the transmitter hold locks on it; a figure that is out by a message does no harm.
-- The database of the session is visible in sys.databases to everybody in it, so EXECUTE AS OWNER is enough.
-- sys.databases, sys.service_queues, sys.transmission_queue, sys.conversation_endpoints, sys.certificates, TOP,
-- Table hints (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.broker_status
    @depth_limit int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;

    DECLARE
        @is_broker_enabled bit,
        @is_receive_enabled bit,
        @is_enqueue_enabled bit,
        @queue_depth int,
        @transmission_depth int,
        @oldest_enqueue_time datetime,
        @oldest_transmission_status nvarchar(4000),
        @certificate_name sysname,
        @certificate_expiry_date datetime;

    SELECT @is_broker_enabled = is_broker_enabled
    FROM sys.databases
    WHERE database_id = DB_ID();

    SELECT @is_receive_enabled = is_receive_enabled, @is_enqueue_enabled = is_enqueue_enabled
    FROM sys.service_queues
    WHERE name = N'${queue}' AND schema_id = SCHEMA_ID(N'dbo');

    SELECT @queue_depth = COUNT(*)
    FROM (SELECT TOP (@depth_limit) conversation_handle FROM dbo.[${queue}] WITH (NOLOCK)) AS looked_at;

    SELECT @transmission_depth = COUNT(*)
    FROM (SELECT TOP (@depth_limit) conversation_handle FROM sys.transmission_queue WITH (NOLOCK)) AS looked_at;

    SELECT TOP (1) @oldest_enqueue_time = enqueue_time, @oldest_transmission_status = transmission_status
    FROM
    (
        SELECT TOP (@depth_limit) enqueue_time, transmission_status
        FROM sys.transmission_queue WITH (NOLOCK)
    ) AS looked_at
    ORDER BY enqueue_time;

    SELECT TOP (1) @certificate_name = name, @certificate_expiry_date = expiry_date
    FROM sys.certificates
    WHERE principal_id = DATABASE_PRINCIPAL_ID(N'${user}') AND is_active_for_begin_dialog = 1
    ORDER BY expiry_date;

    SELECT
        CONVERT(datetime2(3), SYSUTCDATETIME()) AS read_at,
        DB_NAME() AS database_name,
        @is_broker_enabled AS is_broker_enabled,
        @is_receive_enabled AS is_receive_enabled,
        @is_enqueue_enabled AS is_enqueue_enabled,
        @queue_depth AS queue_depth,
        @transmission_depth AS transmission_depth,
        @oldest_enqueue_time AS oldest_enqueue_time,
        @oldest_transmission_status AS oldest_transmission_status,
        @certificate_name AS certificate_name,
        @certificate_expiry_date AS certificate_expiry_date;

    SELECT state_desc, COUNT(*) AS endpoints
    FROM (SELECT TOP (@depth_limit) state_desc FROM sys.conversation_endpoints WITH (NOLOCK)) AS looked_at
    GROUP BY state_desc;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.broker_status TO colloquy_runtime;
GO
