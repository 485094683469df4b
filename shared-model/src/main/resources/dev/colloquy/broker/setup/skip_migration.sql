-- Has the batches up to SET NOEXEC OFF not executed if this migration has run already.
-- Parameters: version of the migration. Columns: none.
-- Needs: SELECT on dbo.flyway_schema_history
-- SET NOEXEC (Transact-SQL)
DECLARE @version nvarchar(50) = ?;
IF EXISTS (SELECT 1 FROM dbo.flyway_schema_history WHERE version = @version AND success = 1)
    SET NOEXEC ON;
