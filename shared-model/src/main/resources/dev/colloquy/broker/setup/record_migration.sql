-- Records that a versioned migration has run, and commits both.
-- Parameters: version, description, file and checksum of the migration. Columns: change.
-- Needs: INSERT on dbo.flyway_schema_history
-- INSERT (Transact-SQL), COMMIT TRANSACTION (Transact-SQL)
SET NOCOUNT ON;
DECLARE @version nvarchar(50) = ?, @description nvarchar(200) = ?, @script nvarchar(1000) = ?, @checksum int = ?;
DECLARE @installed_rank int;
IF @@TRANCOUNT = 0
    THROW 50001, N'The migration has failed and is undone.', 1;
SELECT @installed_rank = COALESCE(MAX(installed_rank), 0) + 1 FROM dbo.flyway_schema_history;
INSERT INTO dbo.flyway_schema_history
    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
VALUES
    (@installed_rank, @version, @description, N'SQL', @script, @checksum, LEFT(SUSER_SNAME(), 100), 0, 1);
COMMIT TRANSACTION;
SELECT N'migrated to version ' + @version AS change;
