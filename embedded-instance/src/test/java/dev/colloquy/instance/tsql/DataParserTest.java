package dev.colloquy.instance.tsql;

import static dev.colloquy.instance.tsql.Parsed.assertError;
import static dev.colloquy.instance.tsql.Parsed.assertNotSupported;
import static dev.colloquy.instance.tsql.Parsed.column;
import static dev.colloquy.instance.tsql.Parsed.expression;
import static dev.colloquy.instance.tsql.Parsed.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DataParserTest {
    @Test
    void insert_takes_rows_with_defaults() {
        DataStatement.Insert insert = only(
                DataStatement.Insert.class, "INSERT INTO [db].[dbo].[t] ([a], b) VALUES (1, DEFAULT), (NULL, N'x')");
        assertEquals(List.of("a", "b"), insert.columns());
        Query.Values values = (Query.Values) ((DataStatement.QuerySource) insert.source()).query();
        assertEquals(column("DEFAULT"), values.rows().get(0).get(1));
        assertEquals(
                new DataStatement.TableTarget(new ObjectName(Optional.of("db"), Optional.of("dbo"), "t"), List.of()),
                insert.target());
    }

    @Test
    void insert_takes_a_query_a_procedure_or_defaults() {
        assertInstanceOf(
                DataStatement.QuerySource.class,
                only(DataStatement.Insert.class, "INSERT t SELECT 1").source());
        assertInstanceOf(
                DataStatement.QuerySource.class,
                only(DataStatement.Insert.class, "INSERT t (SELECT 1)").source());
        assertInstanceOf(
                DataStatement.DefaultSource.class,
                only(DataStatement.Insert.class, "INSERT t DEFAULT VALUES").source());
        DataStatement.Insert insert =
                only(DataStatement.Insert.class, "INSERT INTO @result EXEC sp_columns_170 @P0,@P1");
        assertEquals(new DataStatement.VariableTarget("@result"), insert.target());
        ControlStatement.Execute execute = assertInstanceOf(
                ControlStatement.Execute.class, ((DataStatement.ExecuteSource) insert.source()).execute());
        assertEquals(2, execute.arguments().size());
        assertInstanceOf(
                ControlStatement.ExecuteString.class,
                ((DataStatement.ExecuteSource) only(DataStatement.Insert.class, "INSERT t EXEC ('select 1')")
                                .source())
                        .execute());
    }

    @Test
    void output_may_go_into_a_table() {
        DataStatement.Insert insert = only(
                DataStatement.Insert.class,
                "INSERT TOP (1) INTO t WITH (TABLOCK) (a) OUTPUT inserted.*, inserted.a AS x INTO @o (p, q) SELECT 1");
        DataStatement.Output output = insert.output().orElseThrow();
        assertEquals(2, output.items().size());
        assertEquals(Optional.of(new DataStatement.VariableTarget("@o")), output.into());
        assertEquals(List.of("p", "q"), output.columns());
        assertEquals(List.of("TABLOCK"), ((DataStatement.TableTarget) insert.target()).hints());
    }

    @Test
    void update_assigns_columns_and_variables() {
        DataStatement.Update update = only(
                DataStatement.Update.class,
                "UPDATE x SET a = 1, x.b += 2, @v = c = c + 1, @w = d, e = DEFAULT OUTPUT deleted.a"
                        + " FROM t AS x JOIN u ON u.i = x.i WHERE x.a IS NULL");
        assertEquals(5, update.assignments().size());
        DataStatement.Assignment third = update.assignments().get(2);
        assertEquals(Optional.of("@v"), third.variable());
        assertEquals(Optional.of(column("c")), third.column());
        DataStatement.Assignment fourth = update.assignments().get(3);
        assertEquals(Optional.of("@w"), fourth.variable());
        assertEquals(Optional.empty(), fourth.column());
        assertEquals(column("d"), fourth.value());
        assertEquals(1, update.from().size());
        assertTrue(update.where().isPresent());
        assertNotSupported(".WRITE()", "UPDATE t SET a.WRITE(N'x', 0, 1)");
    }

    @Test
    void delete_may_name_the_alias_of_a_table() {
        DataStatement.Delete delete =
                only(DataStatement.Delete.class, "DELETE TOP (10) x OUTPUT deleted.a FROM t x WHERE x.a = 1");
        assertEquals(new DataStatement.TableTarget(ObjectName.of("x"), List.of()), delete.target());
        assertEquals(1, delete.from().size());
        assertEquals(
                new DataStatement.VariableTarget("@t"),
                only(DataStatement.Delete.class, "DELETE FROM @t").target());
        assertNotSupported("WHERE CURRENT OF", "DELETE FROM t WHERE CURRENT OF c");
    }

    @Test
    void merge_has_branches_and_a_semicolon() {
        DataStatement.Merge merge = only(
                DataStatement.Merge.class,
                "MERGE INTO dbo.t WITH (HOLDLOCK) AS d USING (SELECT 1 AS i) AS s ON d.i = s.i"
                        + " WHEN MATCHED AND s.i > 0 THEN UPDATE SET d.a = s.i"
                        + " WHEN NOT MATCHED THEN INSERT (i, a) VALUES (s.i, DEFAULT)"
                        + " WHEN NOT MATCHED BY SOURCE THEN DELETE OUTPUT $action, inserted.i;");
        assertEquals(Optional.of("d"), merge.alias());
        assertEquals(
                List.of(
                        DataStatement.MergeMatch.MATCHED,
                        DataStatement.MergeMatch.NOT_MATCHED_BY_TARGET,
                        DataStatement.MergeMatch.NOT_MATCHED_BY_SOURCE),
                merge.branches().stream().map(DataStatement.MergeBranch::match).toList());
        assertEquals(
                new DataStatement.MergeInsert(List.of("i", "a"), List.of(expression("s.i"), column("DEFAULT"))),
                merge.branches().get(1).action());
        assertEquals(
                column("$action"), merge.output().orElseThrow().items().get(0).expression());
        assertInstanceOf(
                TableSource.Named.class,
                only(DataStatement.Merge.class, "MERGE t USING s ON t.a = s.a WHEN MATCHED THEN DELETE;")
                        .using());
    }

    @Test
    void a_merge_without_semicolon_is_refused() {
        assertError(
                10713,
                2,
                "A MERGE statement must be terminated by a semi-colon (;).",
                "MERGE t USING s ON t.a = s.a\nWHEN MATCHED THEN DELETE");
    }

    @Test
    void statements_of_data_take_common_tables() {
        assertEquals(
                1,
                only(DataStatement.Update.class, "WITH c AS (SELECT 1 a) UPDATE c SET a = 2")
                        .with()
                        .size());
        assertEquals(
                1,
                only(DataStatement.Delete.class, "WITH c AS (SELECT 1 a) DELETE FROM c")
                        .with()
                        .size());
    }

    @Test
    void truncate_and_bulk_insert() {
        assertEquals(
                ObjectName.of("dbo", "t"),
                only(DataStatement.Truncate.class, "TRUNCATE TABLE dbo.t").table());
        assertNotSupported("INSERT BULK", "INSERT BULK [t] ([a] INT ) ");
        assertNotSupported("BULK INSERT", "BULK INSERT t FROM 'x'");
    }
}
