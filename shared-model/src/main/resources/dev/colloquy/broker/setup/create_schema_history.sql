-- Creates the table in which Flyway, which the service migrates with, keeps what has run, as Flyway 12 creates it.
-- Parameters: none. Columns: change.
-- Needs: db_owner of the database
-- CREATE TABLE (Transact-SQL)
SET NOCOUNT ON;
IF OBJECT_ID(N'dbo.flyway_schema_history', N'U') IS NULL
BEGIN
    CREATE TABLE dbo.flyway_schema_history
    (
        installed_rank int NOT NULL,
        version nvarchar(50) NULL,
        description nvarchar(200) NULL,
        type nvarchar(20) NOT NULL,
        script nvarchar(1000) NOT NULL,
        checksum int NULL,
        installed_by nvarchar(100) NOT NULL,
        installed_on datetime NOT NULL DEFAULT GETDATE(),
        execution_time int NOT NULL,
        success bit NOT NULL
    );
    ALTER TABLE dbo.flyway_schema_history ADD CONSTRAINT flyway_schema_history_pk PRIMARY KEY (installed_rank);
    CREATE INDEX flyway_schema_history_s_idx ON dbo.flyway_schema_history (success);
    SELECT N'table dbo.flyway_schema_history created' AS change;
END;
