-- The indexes of a table with their columns. The row for the table itself (type 0) comes first.
-- Source: "sp_statistics (Transact-SQL)". Type 1 is a clustered index, 3 any other.
CREATE PROCEDURE sys.sp_statistics_100
    @table_name sysname,
    @table_owner sysname = NULL,
    @table_qualifier sysname = NULL,
    @index_name sysname = '%',
    @is_unique char(1) = 'N',
    @accuracy char(1) = 'Q'
AS
SELECT DB_NAME() AS TABLE_QUALIFIER, s.name AS TABLE_OWNER, t.name AS TABLE_NAME,
    CAST(NULL AS smallint) AS NON_UNIQUE, CAST(NULL AS sysname) AS INDEX_QUALIFIER, CAST(NULL AS sysname) AS INDEX_NAME,
    CAST(0 AS smallint) AS TYPE, CAST(NULL AS smallint) AS SEQ_IN_INDEX, CAST(NULL AS sysname) AS COLUMN_NAME,
    CAST(NULL AS varchar(1)) AS COLLATION, CAST(NULL AS int) AS CARDINALITY, CAST(NULL AS int) AS PAGES,
    CAST(NULL AS varchar(128)) AS FILTER_CONDITION
FROM sys.tables AS t
    INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id
WHERE t.name = @table_name
    AND (@table_owner IS NULL OR s.name = @table_owner)
UNION ALL
SELECT DB_NAME(), s.name, t.name, CAST(CASE i.is_unique WHEN 1 THEN 0 ELSE 1 END AS smallint), t.name, i.name,
    CAST(CASE i.type WHEN 1 THEN 1 ELSE 3 END AS smallint), CAST(ic.key_ordinal AS smallint), c.name,
    CAST(CASE ic.is_descending_key WHEN 1 THEN 'D' ELSE 'A' END AS varchar(1)), CAST(NULL AS int), CAST(NULL AS int),
    CAST(NULL AS varchar(128))
FROM sys.tables AS t
    INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id
    INNER JOIN sys.indexes AS i ON i.object_id = t.object_id
    INNER JOIN sys.index_columns AS ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
    INNER JOIN sys.columns AS c ON c.object_id = ic.object_id AND c.column_id = ic.column_id
WHERE t.name = @table_name
    AND (@table_owner IS NULL OR s.name = @table_owner)
    AND (@index_name IS NULL OR i.name LIKE @index_name ESCAPE '\')
    AND (@is_unique <> 'Y' OR i.is_unique = 1)
    AND ic.key_ordinal > 0
ORDER BY 4, 7, 6, 8
