-- What was handled, in the order of handling within each conversation; written by reserve_stock.sql.
-- In the target's database.
-- CREATE TABLE (Transact-SQL)
CREATE TABLE dbo.handling
(
    id bigint IDENTITY(1, 1) NOT NULL CONSTRAINT pk_handling PRIMARY KEY CLUSTERED,
    item nvarchar(50) NOT NULL,
    handled_at datetime2(3) NOT NULL CONSTRAINT df_handling_handled_at DEFAULT SYSUTCDATETIME()
);
