-- Columns of tables by ODBC patterns, with ODBC's numbers for the data types.
-- Source: "sp_columns (Transact-SQL)"; the order of the columns is what drivers go by.
CREATE PROCEDURE sys.sp_columns_100
    @table_name nvarchar(384) = NULL,
    @table_owner nvarchar(384) = NULL,
    @table_qualifier sysname = NULL,
    @column_name nvarchar(384) = NULL,
    @NameScope int = 0,
    @ODBCVer int = 2,
    @fUsePattern bit = 1
AS
SELECT DB_NAME() AS TABLE_QUALIFIER, s.name AS TABLE_OWNER, t.name AS TABLE_NAME, c.name AS COLUMN_NAME,
    CAST(m.data_type AS smallint) AS DATA_TYPE,
    CAST(CASE WHEN c.is_identity = 1 THEN y.name + ' identity' ELSE y.name END AS sysname) AS TYPE_NAME,
    CASE
        WHEN y.name IN ('nchar', 'nvarchar') THEN CASE c.max_length WHEN -1 THEN 0 ELSE c.max_length / 2 END
        WHEN y.name IN ('char', 'varchar', 'binary', 'varbinary')
            THEN CASE c.max_length WHEN -1 THEN 0 ELSE c.max_length END
        WHEN y.name IN ('decimal', 'numeric') THEN c.[precision]
        WHEN y.name IN ('time', 'datetime2', 'datetimeoffset')
            THEN m.size - CASE c.scale WHEN 0 THEN 8 ELSE 7 - c.scale END
        ELSE m.size
    END AS [PRECISION],
    CASE
        WHEN y.name IN ('nchar', 'nvarchar', 'char', 'varchar', 'binary', 'varbinary')
            THEN CASE c.max_length WHEN -1 THEN 0 ELSE c.max_length END
        WHEN y.name IN ('decimal', 'numeric') THEN c.[precision] + 2
        ELSE m.bytes
    END AS LENGTH,
    CAST(CASE
        WHEN y.name IN ('decimal', 'numeric', 'time', 'datetime2', 'datetimeoffset') THEN c.scale
        ELSE m.scale
    END AS smallint) AS SCALE,
    CAST(m.radix AS smallint) AS RADIX,
    CAST(c.is_nullable AS smallint) AS NULLABLE,
    CAST(NULL AS varchar(254)) AS REMARKS,
    CAST(d.definition AS nvarchar(4000)) AS COLUMN_DEF,
    CAST(CASE WHEN m.subcode IS NULL THEN m.data_type ELSE 9 END AS smallint) AS SQL_DATA_TYPE,
    CAST(m.subcode AS smallint) AS SQL_DATETIME_SUB,
    CASE WHEN m.octets = 1 THEN CASE c.max_length WHEN -1 THEN 0 ELSE c.max_length END END AS CHAR_OCTET_LENGTH,
    CAST(c.column_id AS int) AS ORDINAL_POSITION,
    CAST(CASE c.is_nullable WHEN 1 THEN 'YES' ELSE 'NO' END AS varchar(254)) AS IS_NULLABLE,
    CAST(0 AS smallint) AS SS_IS_SPARSE,
    CAST(0 AS smallint) AS SS_IS_COLUMN_SET,
    CAST(c.is_computed AS smallint) AS SS_IS_COMPUTED,
    CAST(c.is_identity AS smallint) AS SS_IS_IDENTITY,
    CAST(NULL AS nvarchar(128)) AS SS_UDT_CATALOG_NAME,
    CAST(NULL AS nvarchar(128)) AS SS_UDT_SCHEMA_NAME,
    CAST(NULL AS nvarchar(max)) AS SS_UDT_ASSEMBLY_TYPE_NAME,
    CAST(NULL AS nvarchar(128)) AS SS_XML_SCHEMACOLLECTION_CATALOG_NAME,
    CAST(NULL AS nvarchar(128)) AS SS_XML_SCHEMACOLLECTION_SCHEMA_NAME,
    CAST(NULL AS nvarchar(128)) AS SS_XML_SCHEMACOLLECTION_NAME,
    CAST(CASE c.is_nullable WHEN 1 THEN m.nullable_type ELSE m.fixed_type END AS tinyint) AS SS_DATA_TYPE
FROM sys.columns AS c
    INNER JOIN sys.tables AS t ON t.object_id = c.object_id
    INNER JOIN sys.schemas AS s ON s.schema_id = t.schema_id
    INNER JOIN sys.types AS y ON y.user_type_id = c.user_type_id
    INNER JOIN (VALUES
        ('bigint', -5, 19, 8, 0, 10, NULL, 0, 63, 108),
        ('binary', -2, 0, 0, NULL, NULL, NULL, 1, 45, 37),
        ('bit', -7, 1, 1, NULL, NULL, NULL, 0, 50, 50),
        ('char', 1, 0, 0, NULL, NULL, NULL, 1, 47, 39),
        ('date', 91, 10, 6, 0, NULL, 1, 0, 40, 40),
        ('datetime', 93, 23, 16, 3, NULL, 3, 0, 61, 111),
        ('datetime2', 93, 27, 16, 7, NULL, 3, 0, 42, 42),
        ('datetimeoffset', -155, 34, 20, 7, NULL, 0, 0, 43, 43),
        ('decimal', 3, 38, 40, 0, 10, NULL, 0, 106, 106),
        ('float', 6, 53, 8, NULL, 2, NULL, 0, 62, 109),
        ('image', -4, 2147483647, 2147483647, NULL, NULL, NULL, 1, 34, 34),
        ('int', 4, 10, 4, 0, 10, NULL, 0, 56, 38),
        ('money', 3, 19, 21, 4, 10, NULL, 0, 60, 110),
        ('nchar', -8, 0, 0, NULL, NULL, NULL, 1, 47, 39),
        ('ntext', -10, 1073741823, 2147483646, NULL, NULL, NULL, 1, 35, 35),
        ('numeric', 2, 38, 40, 0, 10, NULL, 0, 108, 108),
        ('nvarchar', -9, 0, 0, NULL, NULL, NULL, 1, 39, 39),
        ('real', 7, 24, 4, NULL, 2, NULL, 0, 59, 109),
        ('smalldatetime', 93, 16, 16, 0, NULL, 3, 0, 58, 111),
        ('smallint', 5, 5, 2, 0, 10, NULL, 0, 52, 38),
        ('smallmoney', 3, 10, 12, 4, 10, NULL, 0, 122, 110),
        ('sql_variant', -150, 8000, 8000, NULL, 10, NULL, 0, 39, 39),
        ('text', -1, 2147483647, 2147483647, NULL, NULL, NULL, 1, 35, 35),
        ('time', -154, 16, 12, 7, NULL, 0, 0, 41, 41),
        ('timestamp', -2, 8, 8, NULL, NULL, NULL, 1, 45, 37),
        ('tinyint', -6, 3, 1, 0, 10, NULL, 0, 48, 38),
        ('uniqueidentifier', -11, 36, 16, NULL, NULL, NULL, 0, 37, 37),
        ('varbinary', -3, 0, 0, NULL, NULL, NULL, 1, 37, 37),
        ('varchar', 12, 0, 0, NULL, NULL, NULL, 1, 39, 39),
        ('xml', -152, 0, 0, NULL, NULL, NULL, 1, 0, 0)
    ) AS m(type_name, data_type, size, bytes, scale, radix, subcode, octets, fixed_type, nullable_type)
        ON m.type_name = y.name
    LEFT JOIN sys.default_constraints AS d ON d.object_id = c.default_object_id
WHERE (@table_name IS NULL OR t.name LIKE @table_name ESCAPE '\')
    AND (@table_owner IS NULL OR s.name LIKE @table_owner ESCAPE '\')
    AND (@table_qualifier IS NULL OR @table_qualifier = DB_NAME())
    AND (@column_name IS NULL OR c.name LIKE @column_name ESCAPE '\')
ORDER BY 2, 3, 17
