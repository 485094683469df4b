-- The data types of the instance with ODBC's numbers; those of one number if @data_type is not 0.
-- Source: "sp_datatype_info (Transact-SQL)".
CREATE PROCEDURE sys.sp_datatype_info_100
    @data_type int = 0,
    @ODBCVer tinyint = 2
AS
SELECT CAST(m.type_name AS sysname) AS TYPE_NAME, CAST(m.data_type AS smallint) AS DATA_TYPE, m.size AS [PRECISION],
    CAST(NULLIF(m.prefix, '') AS varchar(32)) AS LITERAL_PREFIX, CAST(NULLIF(m.suffix, '') AS varchar(32)) AS LITERAL_SUFFIX,
    CAST(NULLIF(m.parameters, '') AS varchar(32)) AS CREATE_PARAMS, CAST(1 AS smallint) AS NULLABLE,
    CAST(m.character_type AS smallint) AS CASE_SENSITIVE, CAST(m.searchable AS smallint) AS SEARCHABLE,
    CAST(m.unsigned AS smallint) AS UNSIGNED_ATTRIBUTE, CAST(m.is_money AS smallint) AS MONEY,
    CAST(CASE m.unsigned WHEN 0 THEN 0 END AS smallint) AS AUTO_INCREMENT, CAST(m.type_name AS sysname) AS LOCAL_TYPE_NAME,
    CAST(m.low AS smallint) AS MINIMUM_SCALE, CAST(m.high AS smallint) AS MAXIMUM_SCALE,
    CAST(m.data_type AS smallint) AS SQL_DATA_TYPE, CAST(NULL AS smallint) AS SQL_DATETIME_SUB,
    CAST(m.radix AS int) AS NUM_PREC_RADIX, CAST(NULL AS smallint) AS INTERVAL_PRECISION,
    CAST(0 AS smallint) AS USERTYPE
FROM (VALUES
    ('bigint', -5, 19, '', '', '', 0, 2, 0, 0, 0, 0, 10),
    ('binary', -2, 8000, '0x', '', 'length', 0, 2, NULL, 0, NULL, NULL, NULL),
    ('bit', -7, 1, '', '', '', 0, 2, NULL, 0, 0, 0, NULL),
    ('char', 1, 8000, '''', '''', 'length', 0, 3, NULL, 0, NULL, NULL, NULL),
    ('date', 91, 10, '''', '''', '', 0, 3, NULL, 0, NULL, 0, NULL),
    ('datetime', 93, 23, '''', '''', '', 0, 3, NULL, 0, 3, 3, NULL),
    ('datetime2', 93, 27, '''', '''', 'scale', 0, 3, NULL, 0, 0, 7, NULL),
    ('datetimeoffset', -155, 34, '''', '''', 'scale', 0, 3, NULL, 0, 0, 7, NULL),
    ('decimal', 3, 38, '', '', 'precision,scale', 0, 2, 0, 0, 0, 38, 10),
    ('float', 6, 53, '', '', '', 0, 2, 0, 0, NULL, NULL, 2),
    ('image', -4, 2147483647, '0x', '', '', 0, 0, NULL, 0, NULL, NULL, NULL),
    ('int', 4, 10, '', '', '', 0, 2, 0, 0, 0, 0, 10),
    ('money', 3, 19, '$', '', '', 0, 2, 0, 1, 4, 4, 10),
    ('nchar', -8, 4000, 'N''', '''', 'length', 0, 3, NULL, 0, NULL, NULL, NULL),
    ('ntext', -10, 1073741823, 'N''', '''', '', 0, 1, NULL, 0, NULL, NULL, NULL),
    ('numeric', 2, 38, '', '', 'precision,scale', 0, 2, 0, 0, 0, 38, 10),
    ('nvarchar', -9, 4000, 'N''', '''', 'max length', 0, 3, NULL, 0, NULL, NULL, NULL),
    ('real', 7, 24, '', '', '', 0, 2, 0, 0, NULL, NULL, 2),
    ('smalldatetime', 93, 16, '''', '''', '', 0, 3, NULL, 0, 0, 0, NULL),
    ('smallint', 5, 5, '', '', '', 0, 2, 0, 0, 0, 0, 10),
    ('smallmoney', 3, 10, '$', '', '', 0, 2, 0, 1, 4, 4, 10),
    ('sql_variant', -150, 8000, '', '', '', 0, 2, NULL, 0, NULL, NULL, 10),
    ('text', -1, 2147483647, '''', '''', '', 0, 1, NULL, 0, NULL, NULL, NULL),
    ('time', -154, 16, '''', '''', 'scale', 0, 3, NULL, 0, 0, 7, NULL),
    ('timestamp', -2, 8, '0x', '', '', 0, 2, NULL, 0, NULL, NULL, NULL),
    ('tinyint', -6, 3, '', '', '', 0, 2, 1, 0, 0, 0, 10),
    ('uniqueidentifier', -11, 36, '''', '''', '', 0, 2, NULL, 0, NULL, NULL, NULL),
    ('varbinary', -3, 8000, '0x', '', 'max length', 0, 2, NULL, 0, NULL, NULL, NULL),
    ('varchar', 12, 8000, '''', '''', 'max length', 0, 3, NULL, 0, NULL, NULL, NULL),
    ('xml', -152, 0, 'N''', '''', '', 1, 0, NULL, 0, NULL, NULL, NULL)
    ) AS m(type_name, data_type, size, prefix, suffix, parameters, character_type, searchable, unsigned, is_money, low,
        high, radix)
WHERE @data_type = 0 OR m.data_type = @data_type
ORDER BY 2, 1
