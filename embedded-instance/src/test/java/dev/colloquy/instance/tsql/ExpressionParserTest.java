package dev.colloquy.instance.tsql;

import static dev.colloquy.instance.tsql.Parsed.assertError;
import static dev.colloquy.instance.tsql.Parsed.assertNotSupported;
import static dev.colloquy.instance.tsql.Parsed.column;
import static dev.colloquy.instance.tsql.Parsed.error;
import static dev.colloquy.instance.tsql.Parsed.expression;
import static dev.colloquy.instance.tsql.Parsed.select;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionParserTest {
    @ParameterizedTest
    @CsvSource({
        "a + b * c, a + (b * c)",
        "a - b - c, (a - b) - c",
        "-a * b, (-a) * b",
        "~a & b | c, ((~a) & b) | c",
        "a = 1 OR b = 2 AND c = 3, a = 1 OR (b = 2 AND c = 3)",
        "NOT a = 1 AND b = 2, (NOT a = 1) AND b = 2",
        "a BETWEEN 1 AND 2 AND b = 3, (a BETWEEN 1 AND 2) AND b = 3",
        "a + 1 > b, (a + 1) > b",
        "a !< b, a >= b",
        "a !> b, a <= b",
        "(a) = ((b)), a = b"
    })
    void operators_bind_by_precedence(String written, String meant) {
        assertEquals(expression(meant), expression(written));
    }

    @Test
    void predicates_can_be_negated_in_place() {
        assertEquals(new Expression.IsNull(column("a"), true), expression("a IS NOT NULL"));
        assertTrue(((Expression.Between) expression("a NOT BETWEEN b AND c")).negated());
        assertTrue(((Expression.InList) expression("a NOT IN (b, c)")).negated());
        assertTrue(((Expression.Like) expression("a NOT LIKE b ESCAPE c")).negated());
        assertTrue(((Expression.InQuery) expression("a NOT IN (SELECT b FROM c)")).negated());
    }

    @Test
    void a_quantified_comparison_names_any_for_some() {
        assertEquals("ANY", ((Expression.Quantified) expression("a = SOME (SELECT 1)")).quantifier());
        assertEquals("ALL", ((Expression.Quantified) expression("a <> ALL(SELECT 1)")).quantifier());
    }

    @Test
    void names_may_leave_out_the_schema() {
        assertEquals(new Expression.Column(List.of("db", "", "t"), "c"), expression("db..t.c"));
        assertNotSupported("linked server names", "SELECT * FROM a.b.c.d");
    }

    @Test
    void built_in_functions_arrive_in_upper_case() {
        Expression.Call call = assertInstanceOf(Expression.Call.class, expression("isnull(a, left(b, 1))"));
        assertEquals(ObjectName.of("ISNULL"), call.name());
        assertEquals(ObjectName.of("LEFT"), ((Expression.Call) call.arguments().get(1)).name());
        assertEquals(ObjectName.of("dbo", "f"), ((Expression.Call) expression("dbo.f(1)")).name());
        assertEquals(
                new Expression.Call(ObjectName.of("CURRENT_TIMESTAMP"), false, List.of(), Optional.empty()),
                expression("current_timestamp"));
        assertEquals(
                column("day"),
                ((Expression.Call) expression("DATEADD(day, 1, x)")).arguments().get(0));
    }

    @Test
    void aggregates_and_windows() {
        Expression.Call count = (Expression.Call) expression("COUNT(*)");
        assertEquals(List.of(new Expression.AllColumns(List.of())), count.arguments());
        assertTrue(((Expression.Call) expression("COUNT(DISTINCT a)")).distinct());
        Expression.Call window = (Expression.Call) expression(
                "SUM(a) OVER (PARTITION BY b ORDER BY c DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)");
        Expression.Over over = window.over().orElseThrow();
        assertEquals(List.of(column("b")), over.partitionBy());
        assertEquals(List.of(new Query.Order(column("c"), true)), over.orderBy());
        assertEquals(Optional.of("ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"), over.frame());
    }

    @Test
    void conversions_know_their_default_length_and_style() {
        assertEquals(
                new Expression.Cast(column("a"), SqlType.varchar(30), Optional.empty(), false),
                expression("CAST(a AS varchar)"));
        assertEquals(
                new Expression.Cast(column("a"), SqlType.charOf(8), Optional.of(expression("112")), true),
                expression("TRY_CONVERT(char(8), a, 112)"));
    }

    @Test
    void case_comes_with_and_without_input() {
        Expression.Case simple = (Expression.Case) expression("CASE a WHEN 0 THEN 'NO' WHEN '' THEN '' END");
        assertEquals(Optional.of(column("a")), simple.input());
        assertEquals(2, simple.branches().size());
        Expression.Case searched = (Expression.Case) expression("CASE WHEN a IN ('x') THEN 1 ELSE 0 END");
        assertTrue(searched.branches().get(0).when().isCondition());
        assertEquals(Optional.of(expression("0")), searched.otherwise());
    }

    @Test
    void iif_takes_a_condition() {
        Expression.Call iif = (Expression.Call) expression("IIF(a > 1 AND b IS NULL, 1, 2)");
        assertTrue(iif.arguments().get(0).isCondition());
    }

    @Test
    void odbc_escapes_become_ordinary_expressions() {
        assertEquals(
                expression("CAST('2024-01-02 03:04:05.5' AS datetime)"), expression("{ts '2024-01-02 03:04:05.5'}"));
        assertEquals(expression("CAST('2024-01-02' AS datetime)"), expression("{d '2024-01-02'}"));
        assertEquals(expression("CAST('03:04:05' AS time)"), expression("{t '03:04:05'}"));
        assertEquals(expression("UPPER(a)"), expression("{fn UCASE(a)}"));
        assertEquals(expression("a % b"), expression("{fn mod(a, b)}"));
        assertEquals(expression("CAST(a AS int)"), expression("{fn CONVERT(a, SQL_INTEGER)}"));
        assertEquals(expression("SUBSTRING(a, 1, 2)"), expression("{ fn SUBSTRING(a, 1, 2) }"));
        assertEquals(
                SqlType.UNIQUEIDENTIFIER,
                ((Expression.Cast) expression("{guid '6F9619FF-8B86-D011-B42D-00C04FC964FF'}")).type());
        assertEquals(expression("a LIKE 'x' ESCAPE '\\'"), expression("a LIKE 'x' {escape '\\'}"));
    }

    @Test
    void a_condition_is_required_where_one_belongs() {
        assertError(
                4145,
                2,
                "An expression of non-boolean type specified in a context where a condition is expected, near ')'.",
                "IF (1 = 1)\nAND (NOT (1))\n PRINT 1");
        assertEquals(102, error("SELECT (a = 1)").number());
        assertEquals(102, error("SELECT 1 WHERE a = b = c").number());
    }

    @Test
    void system_variables_are_upper_case() {
        assertEquals(new Expression.SystemVariable("@@ROWCOUNT"), expression("@@rowcount"));
        assertEquals(new Expression.Variable("@RowCount"), expression("@RowCount"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a AT TIME ZONE 'UTC'",
                "NEXT VALUE FOR s",
                "PARSE('1' AS int)",
                "a.value('.', 'int')",
                "@x.query('.')",
                "STRING_AGG(a, ',') WITHIN GROUP (ORDER BY a)",
                "geometry::Point(1, 2)"
            })
    void what_the_instance_lacks_is_refused_by_name(String text) {
        assertEquals(40517, error("SELECT " + text).number());
    }

    @Test
    void predicates_that_the_instance_lacks_are_refused_by_name() {
        assertNotSupported("IS NOT DISTINCT FROM", "SELECT 1 WHERE a IS NOT DISTINCT FROM b");
        assertNotSupported("CONTAINS", "SELECT 1 WHERE CONTAINS(a, 'b')");
        assertNotSupported("UPDATE()", "IF UPDATE(a) PRINT 1");
    }

    @Test
    void a_subquery_may_itself_be_in_parentheses() {
        assertInstanceOf(Expression.ScalarQuery.class, expression("((SELECT 1))"));
        Expression.ScalarQuery union = (Expression.ScalarQuery) expression("((SELECT 1) UNION (SELECT 2))");
        assertInstanceOf(Query.Combined.class, union.query());
        assertEquals(1, select("SELECT (SELECT 1)").items().size());
    }
}
