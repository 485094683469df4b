-- Lets the next process set this instance up.
-- Parameters: none. Columns: none.
-- sp_releaseapplock (Transact-SQL)
SET NOCOUNT ON;
EXEC sys.sp_releaseapplock @Resource = N'dev.colloquy.setup', @LockOwner = 'Session';
