-- Records that a repeatable migration has run as it is now, unless that was the last that ran of it.
-- Parameters: description, file and checksum of the migration. Columns: change.
-- Needs: INSERT on dbo.flyway_schema_history
-- INSERT (Transact-SQL)
SET NOCOUNT ON;
DECLARE @description nvarchar(200) = ?, @script nvarchar(1000) = ?, @checksum int = ?;
DECLARE @installed_rank int, @last_rank int;
SELECT @installed_rank = COALESCE(MAX(installed_rank), 0) + 1 FROM dbo.flyway_schema_history;
SELECT @last_rank = MAX(installed_rank) FROM dbo.flyway_schema_history WHERE script = @script AND success = 1;
IF NOT EXISTS (
    SELECT 1 FROM dbo.flyway_schema_history WHERE installed_rank = @last_rank AND checksum = @checksum)
BEGIN
    INSERT INTO dbo.flyway_schema_history
        (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
    VALUES
        (@installed_rank, NULL, @description, N'SQL', @script, @checksum, LEFT(SUSER_SNAME(), 100), 0, 1);
    SELECT @description + N': renewed' AS change;
END;
