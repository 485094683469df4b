-- Waits until no other process sets this instance up: replicas of a service start at the same time.
-- Parameters: longest wait in milliseconds. Columns: none.
-- The lock belongs to the session, so that it ends with the connection, however that ends.
-- sp_getapplock (Transact-SQL)
SET NOCOUNT ON;
DECLARE @timeout int = ?, @result int;
EXEC @result = sys.sp_getapplock
    @Resource = N'dev.colloquy.setup', @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = @timeout;
IF @result < 0
    THROW 50001, N'Another process sets this instance up and does not end; see sys.dm_tran_locks in master.', 1;
