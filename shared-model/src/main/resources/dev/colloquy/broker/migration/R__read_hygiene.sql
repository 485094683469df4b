-- Reads what the last run of the search for leaked conversations has found, whichever replica has run it.
-- Parameters: @limit int, findings at most.
-- Columns of the first result, one row: run_id bigint, 0 if there was none; started_at datetime2(3) NULL; finished_at
-- datetime2(3) NULL while it is at work; is_whole bit; half_closed int, overdue int, orphaned int, the counts of the
-- last run that has finished.
-- Columns of the second result, in the order in which they were found: conversation_handle uniqueidentifier; reason
-- varchar(30); state varchar(10); since datetime2(3); action varchar(10).
-- SELECT, TOP (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.read_hygiene
    @limit int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;

    SELECT run_id, started_at, finished_at, is_whole, half_closed, overdue, orphaned
    FROM dbo.hygiene_run;

    SELECT TOP (@limit) conversation_handle, reason, state, since, action
    FROM dbo.hygiene_finding
    ORDER BY id;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.read_hygiene TO colloquy_runtime;
GO
