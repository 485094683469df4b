-- Which release has migrated the database last.
-- Parameters: none. Columns, one row: number int and compatible_from int, both 0 if no release has left them.
-- Needs: SELECT on dbo.schema_release
-- SELECT (Transact-SQL)
SET NOCOUNT ON;
DECLARE @number int = 0, @compatible_from int = 0;
IF OBJECT_ID(N'dbo.schema_release', N'U') IS NOT NULL
    SELECT @number = number, @compatible_from = compatible_from FROM dbo.schema_release;
SELECT @number AS number, @compatible_from AS compatible_from;
