-- Records which release has migrated the database.
-- Parameters: number of the release, number of the oldest one that can work with what it has made. Columns: none; the
-- migrations were the news.
-- Needs: UPDATE on dbo.schema_release
-- UPDATE (Transact-SQL)
SET NOCOUNT ON;
DECLARE @number int = ?, @compatible_from int = ?;
IF EXISTS (SELECT 1 FROM dbo.schema_release WHERE number < @number)
    UPDATE dbo.schema_release
    SET number = @number, compatible_from = @compatible_from, migrated_at = SYSUTCDATETIME();
