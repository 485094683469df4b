-- Ends the script if a newer release than the one that has printed it has migrated the database: the procedures of that
-- one would be put back.
-- Parameters: number of the release. Columns: none.
-- Needs: SELECT on dbo.schema_release
-- THROW (Transact-SQL)
SET NOCOUNT ON;
DECLARE @number int = ?;
IF OBJECT_ID(N'dbo.schema_release', N'U') IS NOT NULL
BEGIN
    IF EXISTS (SELECT 1 FROM dbo.schema_release WHERE number > @number)
        THROW 50001, N'A newer release has migrated this database. Have that one print the script.', 1;
END;
