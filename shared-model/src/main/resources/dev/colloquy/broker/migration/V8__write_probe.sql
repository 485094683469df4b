-- A row that is written only to see whether the database can be written to.
-- CREATE TABLE (Transact-SQL)
CREATE TABLE dbo.write_probe
(
    id tinyint NOT NULL CONSTRAINT df_write_probe_id DEFAULT 1,
    written_at datetime2(3) NOT NULL,
    CONSTRAINT pk_write_probe PRIMARY KEY CLUSTERED (id),
    CONSTRAINT ck_write_probe_id CHECK (id = 1)
);

INSERT INTO dbo.write_probe (written_at) VALUES (SYSUTCDATETIME());
GO
