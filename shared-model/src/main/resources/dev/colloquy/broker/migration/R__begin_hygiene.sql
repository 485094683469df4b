-- Begins a run of the search for leaked conversations, unless another replica is at it or has just been.
-- Parameters: @every_seconds int: not sooner than so long after the last run began, 0 for at once; @lease_seconds int:
-- a run without a sign of life for so long has died with its process.
-- Columns, one row: outcome varchar(6), BEGUN, BUSY or RECENT; run_id bigint, of the run that has begun or else the
-- last.
-- The application lock does not wait: whoever comes second has nothing to do.
-- sp_getapplock, UPDATE (Transact-SQL)
CREATE OR ALTER PROCEDURE dbo.begin_hygiene
    @every_seconds int,
    @lease_seconds int
WITH EXECUTE AS OWNER
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    DECLARE @lock int, @outcome varchar(6) = 'BUSY', @run_id bigint, @now datetime2(3) = SYSUTCDATETIME();
    DECLARE @started_at datetime2(3), @active_at datetime2(3), @finished_at datetime2(3);

    BEGIN TRANSACTION;

    EXEC @lock = sys.sp_getapplock
        @Resource = N'dev.colloquy.hygiene', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 0;

    SELECT @run_id = run_id, @started_at = started_at, @active_at = active_at, @finished_at = finished_at
    FROM dbo.hygiene_run;

    IF @lock >= 0 AND @started_at > DATEADD(second, -@every_seconds, @now)
        SET @outcome = 'RECENT';
    ELSE IF @lock >= 0 AND (@finished_at IS NOT NULL OR @active_at IS NULL
        OR @active_at <= DATEADD(second, -@lease_seconds, @now))
    BEGIN
        SET @outcome = 'BEGUN';
        SET @run_id += 1;

        UPDATE dbo.hygiene_run
        SET run_id = @run_id, started_at = @now, active_at = @now, finished_at = NULL;

        DELETE FROM dbo.hygiene_finding;
    END;

    COMMIT TRANSACTION;

    SELECT @outcome AS outcome, @run_id AS run_id;
END;
GO
GRANT EXECUTE ON OBJECT::dbo.begin_hygiene TO colloquy_runtime;
GO
