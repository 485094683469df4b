package dev.colloquy.instance.tsql;

import static dev.colloquy.instance.tsql.Parsed.error;
import static dev.colloquy.instance.tsql.Parsed.only;
import static dev.colloquy.instance.tsql.Parsed.statements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Batches as mssql-jdbc, jTDS, tedious, r2dbc-mssql and Flyway send them. */
class DriverTextTest {
    static final List<String> TEXTS = List.of(
            " set lock_timeout 5000",
            "SET QUOTED_IDENTIFIER ON",
            "SET CONCAT_NULL_YIELDS_NULL OFF",
            "set transaction isolation level  serializable ",
            "set implicit_transactions on ",
            "set implicit_transactions off IF @@TRANCOUNT > 0 COMMIT TRAN ",
            "IF @@TRANCOUNT > 0 COMMIT TRAN",
            "IF @@TRANCOUNT > 0 COMMIT TRAN WITH ( DELAYED_DURABILITY =  ON )",
            "IF @@TRANCOUNT > 0 ROLLBACK TRAN",
            "IF @@TRANCOUNT = 0 BEGIN BEGIN TRAN IF @@TRANCOUNT = 2 COMMIT TRAN END SAVE TRAN [S10001]",
            "IF @@TRANCOUNT > 0 ROLLBACK TRAN [S10001]",
            "IF @@TRANCOUNT > 0 COMMIT TRAN\r\nSET IMPLICIT_TRANSACTIONS OFF",
            "SET IMPLICIT_TRANSACTIONS ON; IF @@TRANCOUNT = 0 BEGIN BEGIN TRAN IF @@TRANCOUNT = 2 COMMIT TRAN END"
                    + " SAVE TRAN s;",
            "use [x]]y]",
            "SELECT SCHEMA_NAME()",
            "SELECT 1",
            "select 1;",
            "SET CURSOR_CLOSE_ON_COMMIT ON",
            "SELECT SYSTEM_USER",
            "SELECT CAST(SERVERPROPERTY('EngineEdition') as INT)",
            " SELECT CAST(SERVERPROPERTY('Edition') AS VARCHAR(255)) AS Edition, CAST(@@VERSION AS VARCHAR(255)) as"
                    + " VersionString",
            "SELECT @@MAX_PRECISION\r\nSET TRANSACTION ISOLATION LEVEL READ COMMITTED\r\nSET IMPLICIT_TRANSACTIONS"
                    + " OFF\r\nSET QUOTED_IDENTIFIER ON\r\nSET TEXTSIZE 2147483647",
            "set ansi_nulls on\nset ansi_null_dflt_on on\nset ansi_padding on\nset ansi_warnings on\nset arithabort"
                    + " on\nset concat_null_yields_null on\nset datefirst 7\nset dateformat mdy\nset"
                    + " implicit_transactions off\nset language us_english\nset numeric_roundabort off\nset"
                    + " quoted_identifier on\nset textsize 2147483647\nset transaction isolation level read"
                    + " committed\nset xact_abort off",
            "select @@spid spid",
            "INSERT t VALUES (@P0) select SCOPE_IDENTITY() AS GENERATED_KEYS where SCOPE_IDENTITY() is not null",
            "EXEC sp_unprepare 101;EXEC sp_unprepare 102;",
            "EXEC dbo.p @P0,@P1 OUT",
            "EXEC @P0 = p @P1 ",
            "exec [db].sys.sp_sproc_columns @procedure_qualifier=[db], @procedure_owner=[s], @procedure_name=[p],"
                    + " @ODBCVer=3, @fUsePattern=0",
            "exec sp_describe_undeclared_parameters @P0 ",
            "SET FMTONLY ON;SELECT cols FROM t;SET FMTONLY OFF;",
            "set fmtonly on select a from t where b = NULL\nset fmtonly off",
            "sp_datatype_info_100 @ODBCVer=3",
            "sp_configure 'user connections'",
            "sp_executesql N'SET FMTONLY ON SELECT * FROM [t] '",
            "select collation_name, is_computed from sys.columns where object_id=OBJECT_ID('[t]') order by column_id ASC",
            "SELECT name AS TABLE_CAT FROM sys.databases order by name",
            "select sys.schemas.name 'TABLE_SCHEM', DB_NAME() 'TABLE_CATALOG'    from sys.schemas order by 2, 1",
            "select [db].sys.schemas.name 'TABLE_SCHEM',CASE WHEN [db].sys.schemas.name IN ('dbo','guest') THEN null"
                    + " ELSE 'db' END 'TABLE_CATALOG'    from [db].sys.schemas where [db].sys.schemas.name like @P0  "
                    + " order by 2, 1",
            "SELECT 'VIEW' 'TABLE_TYPE' UNION SELECT 'TABLE' UNION SELECT 'SYSTEM TABLE'",
            "select maximum from sys.configurations where name = 'user connections'",
            "SELECT cast(NULL as char(1)) as X, cast(NULL as char(1)) as Y where 0 = 1",
            "DECLARE @mssqljdbc_temp_sp_columns_result TABLE(TABLE_QUALIFIER SYSNAME, DATA_TYPE SMALLINT, TYPE_NAME"
                    + " SYSNAME, REMARKS VARCHAR(254), COLUMN_DEF NVARCHAR(4000), SS_IS_SPARSE SMALLINT, SS_DATA_TYPE"
                    + " TINYINT);INSERT INTO @mssqljdbc_temp_sp_columns_result EXEC sp_columns_170"
                    + " @P0,@P1,@P2,@P3,@P4,@P5;SELECT TABLE_QUALIFIER AS TABLE_CAT, CAST(DATA_TYPE AS INT) AS"
                    + " DATA_TYPE, CAST(REMARKS AS VARCHAR) AS REMARKS, CAST(NULL AS VARCHAR) AS SCOPE_CATALOG, CASE"
                    + " SS_IS_IDENTITY WHEN 0 THEN 'NO' WHEN 1 THEN 'YES' WHEN '' THEN '' END AS IS_AUTOINCREMENT FROM"
                    + " @mssqljdbc_temp_sp_columns_result ORDER BY TABLE_CAT, TABLE_SCHEM, TABLE_NAME,"
                    + " ORDINAL_POSITION;",
            "DECLARE @jdbc_temp_fkeys_result table (PKTABLE_QUALIFIER sysname, KEY_SEQ smallint);INSERT INTO"
                    + " @jdbc_temp_fkeys_result EXEC sp_fkeys @P0,@P1,@P2,@P3,@P4,@P5;SELECT  t.PKTABLE_QUALIFIER AS"
                    + " PKTABLE_CAT, CASE s.update_referential_action WHEN 1 THEN 0 WHEN 0 THEN 3 END as UPDATE_RULE"
                    + " FROM @jdbc_temp_fkeys_result t LEFT JOIN sys.foreign_keys s ON t.FK_NAME = s.name COLLATE"
                    + " database_default AND schema_id(t.FKTABLE_OWNER) = s.schema_id ORDER BY PKTABLE_CAT, KEY_SEQ",
            "DECLARE @temp_sp_statistics TABLE(TABLE_CAT sysname NULL, NON_UNIQUE smallint NULL); INSERT INTO"
                    + " @temp_sp_statistics EXEC sp_statistics @P0, @P1; SELECT TABLE_CAT COLLATE DATABASE_DEFAULT AS"
                    + " TABLE_CAT FROM @temp_sp_statistics UNION ALL SELECT db_name() FROM sys.indexes i INNER JOIN"
                    + " sys.index_columns ic ON i.object_id = ic.object_id AND i.index_id = ic.index_id LEFT JOIN"
                    + " sys.dm_db_partition_stats ps ON ps.object_id = i.object_id WHERE t.name = @P6 AND i.type IN"
                    + " (5, 6) ORDER BY NON_UNIQUE, INDEX_NAME COLLATE DATABASE_DEFAULT, ORDINAL_POSITION",
            "insert z values(1,N'o''x',0x0102,CAST('2024-01-02 03:04:05.5' AS DATETIME2),NULL)",
            "DECLARE @ANSI_NULLS VARCHAR(3) = 'OFF';\nIF ( (32 & @@OPTIONS) = 32 ) SET @ANSI_NULLS = 'ON';\nSELECT"
                    + " @ANSI_NULLS AS ANSI_NULLS;",
            "SELECT CAST(SERVERPROPERTY('edition') AS VARCHAR)",
            "SELECT COUNT(*) FROM INFORMATION_SCHEMA.SCHEMATA WHERE SCHEMA_NAME=@P0",
            "SELECT obj.object_id, obj.name FROM sys.objects AS obj WITH (NOLOCK)LEFT JOIN sys.extended_properties AS"
                    + " eps WITH (NOLOCK)ON obj.object_id = eps.major_id AND eps.class = 1 AND"
                    + " eps.name='microsoft_database_tools_support' WHERE SCHEMA_NAME(obj.schema_id) = 'dbo' AND"
                    + " eps.major_id IS NULL AND obj.type IN ('FN','AF') order by create_date desc, object_id desc",
            "SELECT count(*) FROM ( SELECT t.name FROM sys.types t INNER JOIN sys.schemas s ON t.schema_id ="
                    + " s.schema_id WHERE t.is_user_defined = 1 AND s.name = @P0 Union SELECT name FROM"
                    + " sys.assemblies WHERE is_user_defined=1) R",
            "SELECT CAST(CASE WHEN EXISTS(  SELECT 1 FROM [db].INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA=@P0 AND"
                    + " TABLE_NAME=@P1) THEN 1 ELSE 0 END AS BIT)",
            "EXEC sp_getapplock @Resource = @P0, @LockTimeout='3600000', @LockMode = 'Exclusive', @LockOwner ="
                    + " 'Session'",
            "select * from t WITH (TABLOCKX)",
            "CREATE TABLE [db].[dbo].[flyway_schema_history] ( [installed_rank] INT NOT NULL, [version] NVARCHAR(50),"
                    + " [installed_on] DATETIME NOT NULL DEFAULT GETDATE(), [success] BIT NOT NULL );\n ALTER TABLE"
                    + " [db].[dbo].[flyway_schema_history] ADD CONSTRAINT [pk] PRIMARY KEY ([installed_rank]);\n"
                    + " CREATE INDEX [flyway_schema_history_s_idx] ON [db].[dbo].[flyway_schema_history] ([success]);",
            "SELECT i.name FROM sys.indexes i WHERE object_id=OBJECT_ID(N'[s].[t]')");

    static Stream<Arguments> texts() {
        return TEXTS.stream().map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void every_text_is_understood(String text) {
        assertTrue(!statements(text).isEmpty(), text);
    }

    @Test
    void statements_are_told_apart_without_separators() {
        List<Statement> autocommit = statements("set implicit_transactions off IF @@TRANCOUNT > 0 COMMIT TRAN ");
        assertEquals(2, autocommit.size());
        assertInstanceOf(ControlStatement.If.class, autocommit.get(1));

        List<Statement> savepoint =
                statements("IF @@TRANCOUNT = 0 BEGIN BEGIN TRAN IF @@TRANCOUNT = 2 COMMIT TRAN END SAVE TRAN [S10001]");
        ControlStatement.If guarded = assertInstanceOf(ControlStatement.If.class, savepoint.get(0));
        ControlStatement.Block block = assertInstanceOf(ControlStatement.Block.class, guarded.then());
        assertEquals(2, block.statements().size());
        assertInstanceOf(ControlStatement.SaveTransaction.class, savepoint.get(1));
    }

    @Test
    void generated_keys_are_a_second_statement() {
        List<Statement> both = statements(
                "INSERT t VALUES (1) select SCOPE_IDENTITY() AS GENERATED_KEYS where SCOPE_IDENTITY() is not null");
        assertInstanceOf(DataStatement.Insert.class, both.get(0));
        assertInstanceOf(DataStatement.Select.class, both.get(1));
    }

    @Test
    void a_marker_that_was_not_replaced_is_a_syntax_error_that_names_it() {
        assertEquals(
                "Incorrect syntax near '?'.",
                error("set fmtonly on select ? \nset fmtonly off").getMessage());
    }

    @Test
    void bare_words_in_arguments_are_strings() {
        ControlStatement.Execute execute =
                only(ControlStatement.Execute.class, "exec sp_sproc_columns @procedure_name=[p], @ODBCVer=3");
        assertEquals(Literals.nvarchar("p"), execute.arguments().get(0).value().orElseThrow());
    }
}
