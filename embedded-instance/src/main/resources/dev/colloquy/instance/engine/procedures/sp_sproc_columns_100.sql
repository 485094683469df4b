-- The parameters of procedures; the first row of each is its return value.
-- Source: "sp_sproc_columns (Transact-SQL)". COLUMN_TYPE: 1 input, 2 output, 5 return value.
CREATE PROCEDURE sys.sp_sproc_columns_100
    @procedure_name nvarchar(390) = '%',
    @procedure_owner nvarchar(384) = NULL,
    @procedure_qualifier sysname = NULL,
    @column_name nvarchar(384) = NULL,
    @ODBCVer int = 2,
    @fUsePattern bit = 1
AS
SELECT DB_NAME() AS PROCEDURE_QUALIFIER, s.name AS PROCEDURE_OWNER, CAST(p.name + ';1' AS nvarchar(134)) AS PROCEDURE_NAME,
    a.name AS COLUMN_NAME, CAST(a.kind AS smallint) AS COLUMN_TYPE, CAST(m.data_type AS smallint) AS DATA_TYPE,
    m.type_name AS TYPE_NAME,
    CASE
        WHEN m.type_name IN ('nchar', 'nvarchar') THEN CASE a.max_length WHEN -1 THEN 0 ELSE a.max_length / 2 END
        WHEN m.type_name IN ('char', 'varchar', 'binary', 'varbinary')
            THEN CASE a.max_length WHEN -1 THEN 0 ELSE a.max_length END
        WHEN m.type_name IN ('decimal', 'numeric') THEN a.[precision]
        ELSE m.size
    END AS [PRECISION],
    CASE
        WHEN m.type_name IN ('nchar', 'nvarchar', 'char', 'varchar', 'binary', 'varbinary')
            THEN CASE a.max_length WHEN -1 THEN 0 ELSE a.max_length END
        WHEN m.type_name IN ('decimal', 'numeric') THEN a.[precision] + 2
        ELSE m.bytes
    END AS LENGTH,
    CAST(a.scale AS smallint) AS SCALE, CAST(m.radix AS smallint) AS RADIX,
    CAST(CASE a.kind WHEN 5 THEN 0 ELSE 1 END AS smallint) AS NULLABLE,
    CAST(NULL AS varchar(254)) AS REMARKS, CAST(NULL AS nvarchar(4000)) AS COLUMN_DEF,
    CAST(m.data_type AS smallint) AS SQL_DATA_TYPE, CAST(NULL AS smallint) AS SQL_DATETIME_SUB,
    CAST(NULL AS int) AS CHAR_OCTET_LENGTH, a.ordinal AS ORDINAL_POSITION,
    CAST(CASE a.kind WHEN 5 THEN 'NO' ELSE 'YES' END AS varchar(254)) AS IS_NULLABLE,
    CAST(NULL AS nvarchar(128)) AS SS_TYPE_CATALOG_NAME, CAST(NULL AS nvarchar(128)) AS SS_TYPE_SCHEMA_NAME,
    CAST(NULL AS nvarchar(128)) AS SS_UDT_CATALOG_NAME, CAST(NULL AS nvarchar(128)) AS SS_UDT_SCHEMA_NAME,
    CAST(NULL AS nvarchar(max)) AS SS_UDT_ASSEMBLY_TYPE_NAME,
    CAST(NULL AS nvarchar(128)) AS SS_XML_SCHEMACOLLECTION_CATALOG_NAME,
    CAST(NULL AS nvarchar(128)) AS SS_XML_SCHEMACOLLECTION_SCHEMA_NAME,
    CAST(NULL AS nvarchar(128)) AS SS_XML_SCHEMACOLLECTION_NAME,
    CAST(0 AS tinyint) AS SS_DATA_TYPE
FROM sys.procedures AS p
    INNER JOIN sys.schemas AS s ON s.schema_id = p.schema_id
    INNER JOIN (
        SELECT object_id, CAST('@RETURN_VALUE' AS sysname) AS name, 0 AS ordinal, 5 AS kind, 'int' AS type_name,
            4 AS max_length, 10 AS [precision], 0 AS scale
        FROM sys.procedures
        UNION ALL
        SELECT q.object_id, q.name, q.parameter_id, CASE q.is_output WHEN 1 THEN 2 ELSE 1 END, y.name,
            q.max_length, q.[precision], q.scale
        FROM sys.parameters AS q
            INNER JOIN sys.types AS y ON y.user_type_id = q.user_type_id
    ) AS a ON a.object_id = p.object_id
    INNER JOIN (VALUES
        ('bigint', -5, 19, 8, 10), ('binary', -2, 0, 0, NULL), ('bit', -7, 1, 1, NULL), ('char', 1, 0, 0, NULL),
        ('date', 91, 10, 6, NULL), ('datetime', 93, 23, 16, NULL), ('datetime2', 93, 27, 16, NULL),
        ('datetimeoffset', -155, 34, 20, NULL), ('decimal', 3, 38, 40, 10), ('float', 6, 53, 8, 2),
        ('image', -4, 2147483647, 2147483647, NULL), ('int', 4, 10, 4, 10), ('money', 3, 19, 21, 10),
        ('nchar', -8, 0, 0, NULL), ('ntext', -10, 1073741823, 2147483646, NULL), ('numeric', 2, 38, 40, 10),
        ('nvarchar', -9, 0, 0, NULL), ('real', 7, 24, 4, 2), ('smalldatetime', 93, 16, 16, NULL),
        ('smallint', 5, 5, 2, 10), ('smallmoney', 3, 10, 12, 10), ('sql_variant', -150, 8000, 8000, 10),
        ('text', -1, 2147483647, 2147483647, NULL), ('time', -154, 16, 12, NULL), ('timestamp', -2, 8, 8, NULL),
        ('tinyint', -6, 3, 1, 10), ('uniqueidentifier', -11, 36, 16, NULL), ('varbinary', -3, 0, 0, NULL),
        ('varchar', 12, 0, 0, NULL), ('xml', -152, 0, 0, NULL)
    ) AS m(type_name, data_type, size, bytes, radix) ON m.type_name = a.type_name
WHERE (@procedure_name IS NULL OR @fUsePattern = 1 AND p.name LIKE @procedure_name ESCAPE '\'
        OR p.name = @procedure_name)
    AND (@procedure_owner IS NULL OR s.name LIKE @procedure_owner ESCAPE '\')
    AND (@procedure_qualifier IS NULL OR @procedure_qualifier = DB_NAME())
    AND (@column_name IS NULL OR a.name LIKE @column_name ESCAPE '\')
ORDER BY 1, 2, 3, 18
