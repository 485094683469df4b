-- Tables and views by ODBC patterns; @table_type is a list such as '''TABLE'',''VIEW'''.
-- Source: "sp_tables (Transact-SQL)".
CREATE PROCEDURE sys.sp_tables
    @table_name nvarchar(384) = NULL,
    @table_owner nvarchar(384) = NULL,
    @table_qualifier sysname = NULL,
    @table_type varchar(100) = NULL,
    @fUsePattern bit = 1
AS
SELECT DB_NAME() AS TABLE_QUALIFIER, s.name AS TABLE_OWNER, t.name AS TABLE_NAME,
    CAST('TABLE' AS varchar(32)) AS TABLE_TYPE, CAST(NULL AS varchar(254)) AS REMARKS
FROM sys.tables AS t
    INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id
WHERE (@table_name IS NULL OR t.name LIKE @table_name ESCAPE '\')
    AND (@table_owner IS NULL OR s.name LIKE @table_owner ESCAPE '\')
    AND (@table_qualifier IS NULL OR @table_qualifier = DB_NAME() OR @table_qualifier = '%')
    AND (@table_type IS NULL OR CHARINDEX('''TABLE''', @table_type) > 0)
ORDER BY 4, 1, 2, 3
