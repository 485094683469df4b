-- Finishes a run of the search for leaked conversations, unless another one has begun since.
-- Parameters: @run_id bigint; @is_whole bit: whether it has looked at everything; @half_closed int, @overdue int and
-- @orphaned int: how many conversations of each kind it has found.
-- Columns: none.
-- UPDATE (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.finish_hygiene
    @run_id bigint,
    @is_whole bit,
    @half_closed int,
    @overdue int,
    @orphaned int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    UPDATE dbo.hygiene_run
    SET finished_at = SYSUTCDATETIME(),
        is_whole = @is_whole,
        half_closed = @half_closed,
        overdue = @overdue,
        orphaned = @orphaned
    WHERE run_id = @run_id AND finished_at IS NULL;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.finish_hygiene TO colloquy_runtime;
GO
