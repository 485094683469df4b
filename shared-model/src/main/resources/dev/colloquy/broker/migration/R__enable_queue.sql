-- Enables the queue again if it is found disabled: by poison message handling, or by an operator.
-- Parameters: none. Columns, one row: enabled bit, 1 if the queue was disabled before.
-- The run-time login may EXECUTE this and so needs no ALTER on the queue.
-- ALTER QUEUE (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.enable_queue
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;

    DECLARE @enabled bit = 0, @is_receive_enabled bit, @is_enqueue_enabled bit;

    SELECT @is_receive_enabled = is_receive_enabled, @is_enqueue_enabled = is_enqueue_enabled
    FROM sys.service_queues
    WHERE name = N'${queue}' AND schema_id = SCHEMA_ID(N'dbo');

    IF @is_receive_enabled = 0 OR @is_enqueue_enabled = 0
    BEGIN
        ALTER QUEUE dbo.[${queue}] WITH STATUS = ON;
        SET @enabled = 1;
    END;

    SELECT @enabled AS enabled;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.enable_queue TO colloquy_runtime;
GO
