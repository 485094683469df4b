-- A procedure and a table, to see what the run-time login may do.
-- CREATE TABLE, CREATE PROCEDURE, GRANT Object Permissions (Transact-SQL)
IF OBJECT_ID(N'dbo.note') IS NULL
    CREATE TABLE dbo.note (id int NOT NULL PRIMARY KEY, text nvarchar(100) NOT NULL);
GO
CREATE OR ALTER PROCEDURE dbo.count_notes AS
BEGIN
    SET NOCOUNT ON;
    SELECT 42 AS notes;
END;
GO
GRANT EXECUTE ON dbo.count_notes TO colloquy_runtime;
GO
