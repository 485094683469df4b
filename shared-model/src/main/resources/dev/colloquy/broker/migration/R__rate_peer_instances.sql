-- Marks the instances of the peer to which messages have been waiting for long, and takes the mark from the others, where
-- there are several. begin_conversation takes one without the mark as long as there is one; what waits, waits on.
-- In: @overdue_seconds, how long a message may wait for its acknowledgement.
-- Out, a row for each instance: broker_instance uniqueidentifier, is_avoided bit.
-- EXISTS ends at the first message that is overdue; a peer that is well has few messages waiting, so little is looked at.
-- sys.transmission_queue, UPDATE (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.rate_peer_instances
    @overdue_seconds int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;

    DECLARE @limit datetime = DATEADD(second, -@overdue_seconds, GETUTCDATE());

    IF EXISTS (SELECT 1 FROM dbo.peer_instance)
    BEGIN
        UPDATE p
        SET is_avoided = 1
        FROM dbo.peer_instance AS p
        WHERE p.is_avoided = 0 AND EXISTS (
            SELECT 1
            FROM sys.transmission_queue AS t WITH (NOLOCK)
            WHERE UPPER(t.to_broker_instance) = CONVERT(nvarchar(36), p.broker_instance) AND t.enqueue_time < @limit);

        UPDATE p
        SET is_avoided = 0
        FROM dbo.peer_instance AS p
        WHERE p.is_avoided = 1 AND NOT EXISTS (
            SELECT 1
            FROM sys.transmission_queue AS t WITH (NOLOCK)
            WHERE UPPER(t.to_broker_instance) = CONVERT(nvarchar(36), p.broker_instance) AND t.enqueue_time < @limit);
    END;

    SELECT broker_instance, is_avoided
    FROM dbo.peer_instance;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.rate_peer_instances TO colloquy_runtime;
GO
