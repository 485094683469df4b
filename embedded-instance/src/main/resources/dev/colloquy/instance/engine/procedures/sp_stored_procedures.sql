-- Procedures by ODBC patterns.
-- Source: "sp_stored_procedures (Transact-SQL)".
CREATE PROCEDURE sys.sp_stored_procedures
    @sp_name nvarchar(390) = NULL,
    @sp_owner nvarchar(384) = NULL,
    @sp_qualifier sysname = NULL,
    @fUsePattern bit = 1
AS
SELECT DB_NAME() AS PROCEDURE_QUALIFIER, s.name AS PROCEDURE_OWNER, CAST(p.name + ';1' AS nvarchar(134)) AS PROCEDURE_NAME,
    -1 AS NUM_INPUT_PARAMS, -1 AS NUM_OUTPUT_PARAMS, -1 AS NUM_RESULT_SETS, CAST(NULL AS varchar(254)) AS REMARKS,
    CAST(2 AS smallint) AS PROCEDURE_TYPE
FROM sys.procedures AS p
    INNER JOIN sys.schemas AS s ON s.schema_id = p.schema_id
WHERE (@sp_name IS NULL OR p.name LIKE @sp_name ESCAPE '\')
    AND (@sp_owner IS NULL OR s.name LIKE @sp_owner ESCAPE '\')
    AND (@sp_qualifier IS NULL OR @sp_qualifier = DB_NAME())
ORDER BY 1, 2, 3
