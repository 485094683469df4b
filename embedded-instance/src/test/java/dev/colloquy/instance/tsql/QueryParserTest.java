package dev.colloquy.instance.tsql;

import static dev.colloquy.instance.tsql.Parsed.assertError;
import static dev.colloquy.instance.tsql.Parsed.assertNotSupported;
import static dev.colloquy.instance.tsql.Parsed.column;
import static dev.colloquy.instance.tsql.Parsed.error;
import static dev.colloquy.instance.tsql.Parsed.expression;
import static dev.colloquy.instance.tsql.Parsed.only;
import static dev.colloquy.instance.tsql.Parsed.select;
import static dev.colloquy.instance.tsql.Parsed.statements;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParserTest {
    @ParameterizedTest
    @ValueSource(strings = {"a AS b", "a b", "a 'b'", "a N'b'", "b = a", "'b' = a", "a AS [b]", "a \"b\"", "[b]=a"})
    void an_alias_has_many_forms(String item) {
        Query.Item parsed = select("SELECT " + item).items().get(0);
        assertEquals(column("a"), parsed.expression());
        assertEquals(Optional.of("b"), parsed.alias());
    }

    @Test
    void all_columns_may_be_qualified() {
        List<Query.Item> items = select("SELECT *, t.*, a.b.c.* FROM t").items();
        assertEquals(new Expression.AllColumns(List.of()), items.get(0).expression());
        assertEquals(new Expression.AllColumns(List.of("t")), items.get(1).expression());
        assertEquals(
                new Expression.AllColumns(List.of("a", "b", "c")), items.get(2).expression());
    }

    @Test
    void assignments_must_not_be_mixed_with_data() {
        Query.Select select = select("SELECT @a = 1, @b += x FROM t");
        assertTrue(select.assignments());
        assertEquals("+=", select.items().get(1).operator());
        assertError(
                141,
                1,
                "A SELECT statement that assigns a value to a variable must not be combined with data-retrieval"
                        + " operations.",
                "SELECT @a = 1, b FROM t");
    }

    @Test
    void top_comes_with_and_without_parentheses() {
        assertEquals(
                Optional.of(new Query.Top(expression("5"), false, false)),
                select("SELECT TOP 5 a FROM t").top());
        assertEquals(
                Optional.of(new Query.Top(expression("@n"), true, true)),
                select("SELECT DISTINCT TOP (@n) PERCENT WITH TIES a FROM t ORDER BY a")
                        .top());
    }

    @Test
    void joins_nest_by_their_on_clauses() {
        TableSource.Join outer =
                (TableSource.Join) select("SELECT 1 FROM a LEFT JOIN b INNER JOIN c ON b.x = c.x ON a.x = b.x")
                        .from()
                        .get(0);
        assertEquals(TableSource.Kind.LEFT, outer.kind());
        assertInstanceOf(TableSource.Join.class, outer.right());
        TableSource.Join chain = (TableSource.Join) select("SELECT 1 FROM a JOIN b ON a.x = b.x CROSS JOIN c")
                .from()
                .get(0);
        assertEquals(TableSource.Kind.CROSS, chain.kind());
        assertEquals(Optional.empty(), chain.on());
    }

    @Test
    void hints_need_no_blank_before_what_follows() {
        TableSource.Join join = (TableSource.Join) select(
                        "SELECT o.name FROM sys.objects AS o WITH (NOLOCK)LEFT JOIN sys.x AS e WITH (nolock)ON o.a = e.a")
                .from()
                .get(0);
        assertEquals(
                new TableSource.Named(ObjectName.of("sys", "objects"), Optional.of("o"), List.of("NOLOCK")),
                join.left());
        assertEquals(List.of("NOLOCK"), ((TableSource.Named) join.right()).hints());
        assertEquals(
                List.of("UPDLOCK", "HOLDLOCK"),
                ((TableSource.Named) select("SELECT 1 FROM t WITH (UPDLOCK, HOLDLOCK)")
                                .from()
                                .get(0))
                        .hints());
        assertEquals(
                List.of("NOLOCK"),
                ((TableSource.Named) select("SELECT 1 FROM t (NOLOCK)").from().get(0)).hints());
        assertEquals(
                List.of("INDEX", "NOLOCK"),
                ((TableSource.Named) select("SELECT 1 FROM t x WITH (INDEX(ix), NOLOCK)")
                                .from()
                                .get(0))
                        .hints());
    }

    @Test
    void derived_tables_may_be_values() {
        TableSource.Derived derived =
                (TableSource.Derived) select("SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v (n, s)")
                        .from()
                        .get(0);
        assertEquals(List.of("n", "s"), derived.columns());
        assertEquals(2, ((Query.Values) derived.query()).rows().size());
    }

    @Test
    void a_parenthesis_in_from_is_a_query_or_a_join() {
        assertInstanceOf(
                TableSource.Derived.class,
                select("SELECT 1 FROM ((SELECT 1 a) UNION (SELECT 2)) x").from().get(0));
        assertInstanceOf(
                TableSource.Join.class,
                select("SELECT 1 FROM ((SELECT 1 a) x CROSS JOIN t)").from().get(0));
        assertInstanceOf(
                TableSource.Join.class,
                select("SELECT 1 FROM {oj a LEFT OUTER JOIN b ON a.x = b.x}")
                        .from()
                        .get(0));
    }

    @Test
    void apply_and_table_functions() {
        TableSource.Join apply =
                (TableSource.Join) select("SELECT 1 FROM t OUTER APPLY (SELECT TOP 1 a FROM u WHERE u.x = t.x) y")
                        .from()
                        .get(0);
        assertEquals(TableSource.Kind.OUTER_APPLY, apply.kind());
        TableSource.Function function = (TableSource.Function)
                select("SELECT value FROM STRING_SPLIT(@s, ',') AS s").from().get(0);
        assertEquals(2, function.arguments().size());
        assertEquals(Optional.of("s"), function.alias());
        assertEquals(
                new TableSource.TableVariable("@t", Optional.of("x")),
                select("SELECT 1 FROM @t x").from().get(0));
    }

    @Test
    void intersect_binds_more_tightly_than_union() {
        Query.Combined union = assertInstanceOf(
                Query.Combined.class,
                only(DataStatement.Select.class, "SELECT 1 UNION ALL SELECT 2 INTERSECT SELECT 3 ORDER BY 1")
                        .query());
        assertEquals("UNION ALL", union.operator());
        assertEquals("INTERSECT", ((Query.Combined) union.right()).operator());
        assertEquals(1, union.orderBy().size());
    }

    @Test
    void offset_and_fetch_page() {
        Query.Select select = select("SELECT a FROM t ORDER BY a DESC, b OFFSET 10 ROWS FETCH NEXT @n ROWS ONLY");
        assertEquals(Optional.of(new Query.Paging(expression("10"), Optional.of(expression("@n")))), select.paging());
        assertTrue(select.orderBy().get(0).descending());
    }

    @Test
    void for_xml_keeps_its_text() {
        assertEquals(
                Optional.of("XML PATH('row'), ROOT('r'), TYPE"),
                select("SELECT a FROM t FOR XML PATH('row'), ROOT('r'), TYPE").forXml());
        assertEquals(
                Optional.of("JSON AUTO"),
                select("SELECT a FROM t FOR JSON AUTO").forXml());
    }

    @Test
    void grouping_and_having() {
        Query.Select select = select("SELECT a, COUNT(*) FROM t GROUP BY a, b HAVING COUNT(*) > 1");
        assertEquals(2, select.groupBy().size());
        assertTrue(select.having().orElseThrow().isCondition());
        assertNotSupported("ROLLUP", "SELECT a FROM t GROUP BY ROLLUP(a)");
        assertNotSupported("GROUPING SETS", "SELECT a FROM t GROUP BY GROUPING SETS ((a), ())");
    }

    @Test
    void common_tables_precede_the_statement() {
        DataStatement.Select select = assertInstanceOf(
                DataStatement.Select.class,
                statements("DECLARE @a int;WITH x (n) AS (SELECT 1), y AS (SELECT 2 m) SELECT * FROM x, y")
                        .get(1));
        assertEquals("x", select.with().get(0).name());
        assertEquals(List.of("n"), select.with().get(0).columns());
        assertEquals(2, ((Query.Select) select.query()).from().size());
    }

    @Test
    void select_into_names_the_new_table() {
        assertEquals(
                Optional.of(ObjectName.of("#t")),
                select("SELECT 1 AS a INTO #t").into());
    }

    @Test
    void hints_of_the_optimizer_are_accepted_and_others_refused() {
        select("SELECT 1 FROM t OPTION (RECOMPILE, MAXDOP 1, OPTIMIZE FOR (@a UNKNOWN, @b = 1), OPTIMIZE FOR UNKNOWN)");
        assertNotSupported("OPTION (USE)", "SELECT 1 OPTION (USE PLAN N'x')");
    }

    @Test
    void what_the_instance_lacks_in_from_is_refused_by_name() {
        assertNotSupported("PIVOT", "SELECT * FROM t PIVOT (SUM(a) FOR b IN ([x])) p");
        assertNotSupported("TABLESAMPLE", "SELECT * FROM t TABLESAMPLE (10 PERCENT)");
        assertNotSupported("the XML method nodes()", "SELECT * FROM @x.nodes('/a') AS n(c)");
        assertNotSupported("the XML method nodes()", "SELECT * FROM t CROSS APPLY t.doc.nodes('/a') AS n(c)");
        assertNotSupported("OPENQUERY", "SELECT * FROM OPENQUERY(s, 'x')");
    }

    @Test
    void syntax_errors_name_the_token_and_its_line() {
        assertError(156, 1, "Incorrect syntax near the keyword 'from'.", "select from t");
        assertError(102, 2, "Incorrect syntax near ')'.", "SELECT a\nFROM t)");
        assertError(102, 1, "Incorrect syntax near '?'.", "SELECT ?");
        assertError(102, 2, "Incorrect syntax near '+'.", "SELECT 1\n+\n");
        assertEquals(156, error("SELECT a FROM t WHERE ORDER BY a").number());
    }
}
