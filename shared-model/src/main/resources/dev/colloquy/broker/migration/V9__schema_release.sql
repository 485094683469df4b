-- Which release of the service has migrated this database last. A service of an older release leaves the migrations alone
-- then: its repeatable ones would put the procedures back that a newer release has replaced.
-- number: of the release; 0 as long as none has left one. compatible_from: the oldest release that can work with what that
-- one has made. migrated_at: UTC by the instance's clock.
-- CREATE TABLE (Transact-SQL)
IF OBJECT_ID(N'dbo.schema_release', N'U') IS NULL
    CREATE TABLE dbo.schema_release
    (
        id tinyint NOT NULL CONSTRAINT df_schema_release_id DEFAULT 1,
        number int NOT NULL,
        compatible_from int NOT NULL,
        migrated_at datetime2(3) NOT NULL,
        CONSTRAINT pk_schema_release PRIMARY KEY CLUSTERED (id),
        CONSTRAINT ck_schema_release_id CHECK (id = 1)
    );

IF NOT EXISTS (SELECT 1 FROM dbo.schema_release)
    INSERT INTO dbo.schema_release (number, compatible_from, migrated_at)
    VALUES (0, 0, SYSUTCDATETIME());
GO
