-- The columns of a table's primary key.
-- Source: "sp_pkeys (Transact-SQL)".
CREATE PROCEDURE sys.sp_pkeys
    @table_name sysname,
    @table_owner sysname = NULL,
    @table_qualifier sysname = NULL
AS
SELECT DB_NAME() AS TABLE_QUALIFIER, s.name AS TABLE_OWNER, t.name AS TABLE_NAME, c.name AS COLUMN_NAME,
    CAST(ic.key_ordinal AS smallint) AS KEY_SEQ, i.name AS PK_NAME
FROM sys.indexes AS i
    INNER JOIN sys.tables AS t ON t.object_id = i.object_id
    INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id
    INNER JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
    INNER JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id
WHERE i.is_primary_key = 1
    AND t.name = @table_name
    AND (@table_owner IS NULL OR s.name = @table_owner)
    AND (@table_qualifier IS NULL OR @table_qualifier = DB_NAME())
ORDER BY 1, 2, 3, 5
