package dev.colloquy.instance.engine.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.engine.ResultColumn;
import dev.colloquy.instance.types.SqlType;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryTest {
    @TempDir
    Path directory;

    private RelationalFixture fixture;
    private Client client;

    @BeforeEach
    void fillTables() {
        fixture = new RelationalFixture(directory);
        client = fixture.client();
        client.run("CREATE TABLE customer (id int IDENTITY PRIMARY KEY, name nvarchar(20) NOT NULL, code char(4),"
                + " active bit, note nvarchar(max));"
                + " CREATE TABLE sale (id int PRIMARY KEY, customer int NOT NULL, amount decimal(10,2), at datetime,"
                + " doubled AS (amount * 2))");
        client.run(
                "INSERT customer (name, code, active) VALUES (N'Ann', 'a', 1), (N'bob', 'bb', 0), (N'Cy', NULL, NULL);"
                        + " INSERT sale (id, customer, amount, at) VALUES (1, 1, 10, '2024-01-01'), (2, 1, 20.5, '2024-02-01'),"
                        + " (3, 2, 5, '2023-01-01')");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void columns_have_the_names_types_and_nullability_of_the_table() {
        List<ResultColumn> columns = client.run("SELECT id, name, code AS c, COUNT(*) OVER () FROM customer").columns;

        assertEquals(
                List.of(
                        new ResultColumn("id", SqlType.INT, false, true),
                        new ResultColumn("name", SqlType.nvarchar(20), false, false),
                        new ResultColumn("c", SqlType.charOf(4), true, false),
                        new ResultColumn("", SqlType.INT, false, false)),
                columns);
    }

    @Test
    void characters_compare_without_regard_to_case_and_trailing_blanks() {
        assertEquals(List.of("[1]"), client.rows("SELECT id FROM customer WHERE name = 'ANN  ' AND code = 'A'"));
        assertEquals(List.of("[2]"), client.rows("SELECT id FROM customer WHERE name IN ('BOB', 'zed')"));
        assertEquals(List.of("[2]"), client.rows("SELECT id FROM customer WHERE name LIKE 'B%'"));
    }

    @Test
    void sensitive_collations_compare_with_regard_to_case() {
        assertEquals(List.of(), client.rows("SELECT id FROM customer WHERE name = 'ANN' COLLATE Latin1_General_BIN2"));
    }

    @Test
    void fixed_characters_come_back_padded() {
        assertEquals(List.of("[a   , a   x]"), client.rows("SELECT code, code + 'x' FROM customer WHERE id = 1"));
    }

    @Test
    void patterns_may_hold_classes_and_variables() {
        assertEquals(List.of("[1]", "[2]"), client.rows("SELECT id FROM customer WHERE name LIKE '[a-b]%'"));
        assertEquals(
                List.of("[3]"),
                client.rows("DECLARE @p nvarchar(10) = N'c_'; SELECT id FROM customer WHERE name LIKE @p"));
        assertEquals(List.of("[3]"), client.rows("SELECT id FROM customer WHERE name NOT LIKE '[^c]%'"));
    }

    @Test
    void bits_compare_with_numbers_and_texts() {
        assertEquals(List.of("[1]"), client.rows("SELECT id FROM customer WHERE active = 1"));
        assertEquals(List.of("[2]"), client.rows("SELECT id FROM customer WHERE active = 'false'"));
    }

    @Test
    void constants_are_converted_to_the_type_that_decides() {
        assertEquals(List.of("[2]"), client.rows("SELECT id FROM customer WHERE id = '2'"));
        assertEquals(List.of("[3]"), client.rows("SELECT id FROM sale WHERE at < '2023-12-31'"));
        assertEquals(
                245, client.failure("SELECT id FROM customer WHERE id = 'two'").number());
        assertEquals(
                245, client.failure("SELECT id FROM customer WHERE name = 1").number());
    }

    @Test
    void functions_over_columns_mean_what_they_mean_elsewhere() {
        assertEquals(
                List.of("[ANN, 3, 2, yes]"),
                client.rows("SELECT UPPER(name), LEN(name), CHARINDEX('N', name), CASE WHEN active = 1 THEN 'yes' END"
                        + " FROM customer WHERE id = 1"));
        assertEquals(
                List.of("[2024]"),
                client.rows("SELECT DISTINCT YEAR(at) FROM sale WHERE DATEDIFF(day, at, '2024-03-01') < 100"));
    }

    @Test
    void computed_columns_are_computed_where_they_are_read() {
        assertEquals(List.of("[41.00]"), client.rows("SELECT doubled FROM sale WHERE doubled > 30"));
    }

    @Test
    void joins_of_all_kinds() {
        String on = " customer c ON c.id = s.customer + 1 ORDER BY s.id, c.id";
        assertEquals(List.of("[1, 2]", "[2, 2]", "[3, 3]"), client.rows("SELECT s.id, c.id FROM sale s JOIN" + on));
        assertEquals(
                List.of("[null, 1]", "[1, 2]", "[2, 2]", "[3, 3]"),
                client.rows("SELECT s.id, c.id FROM sale s RIGHT JOIN" + on));
        assertEquals(
                List.of("[null, 1]", "[null, 3]", "[1, 2]", "[2, 2]", "[3, null]"),
                client.rows("SELECT s.id, c.id FROM (SELECT * FROM sale) s FULL JOIN customer c"
                        + " ON c.id = s.customer + 1 AND s.id < 3 ORDER BY s.id, c.id"));
        assertEquals(List.of("[9]"), client.rows("SELECT COUNT(*) FROM sale, customer"));
        assertEquals(
                List.of("[1, 2]", "[2, 2]", "[3, 4]"),
                client.rows(
                        "SELECT s.id, x.twice FROM sale s CROSS APPLY (SELECT s.customer * 2 AS twice) x ORDER BY 1"));
    }

    @Test
    void aggregates_have_the_types_of_sql_server() {
        Client.Result result = client.run(
                "SELECT COUNT(*), COUNT_BIG(*), SUM(customer), AVG(customer), SUM(amount)," + " MAX(at) FROM sale");

        assertEquals(
                List.of(
                        SqlType.INT,
                        SqlType.BIGINT,
                        SqlType.INT,
                        SqlType.INT,
                        SqlType.decimal(38, 2),
                        SqlType.DATETIME),
                result.columns.stream().map(ResultColumn::type).toList());
        assertEquals(List.of("[3, 3, 4, 1, 35.50, 2024-02-01T00:00]"), result.rows);
    }

    @Test
    void groups_may_be_expressions() {
        assertEquals(
                List.of("[2023, 1]", "[2024, 2]"),
                client.rows("SELECT YEAR(at) AS y, COUNT(*) FROM sale GROUP BY YEAR(at) ORDER BY y"));
        assertEquals(
                List.of("[A!, 30.50]"),
                client.rows("SELECT UPPER(LEFT(c.name, 1)) + '!', SUM(s.amount) FROM sale s JOIN customer c ON c.id ="
                        + " s.customer GROUP BY UPPER(LEFT(c.name, 1)) HAVING SUM(s.amount) > 10"));
        assertEquals(
                "Column 'customer.name' is invalid in the select list because it is not contained in either an aggregate"
                        + " function or the GROUP BY clause.",
                client.failure("SELECT name FROM customer GROUP BY id").getMessage());
    }

    @Test
    void texts_are_aggregated_with_their_separator() {
        assertEquals(
                List.of("[Ann, bob, Cy]"),
                client.rows("SELECT STRING_AGG(name, ', ') FROM (SELECT TOP 10 name FROM customer ORDER BY id) c"));
    }

    @Test
    void windows_number_and_look_around() {
        assertEquals(
                List.of("[1, 1, null, 20.50]", "[2, 2, 10.00, -1.00]"),
                client.rows("SELECT id, ROW_NUMBER() OVER (ORDER BY amount), LAG(amount) OVER (ORDER BY id),"
                        + " LEAD(amount, 1, -1) OVER (ORDER BY id) FROM sale WHERE customer = 1 ORDER BY id"));
    }

    @Test
    void subqueries_see_the_row_around() {
        assertEquals(
                List.of("[bob, 5.00]", "[Ann, 30.50]"),
                client.rows("SELECT name, (SELECT SUM(amount) FROM sale WHERE customer = c.id) AS total FROM customer c"
                        + " WHERE EXISTS (SELECT * FROM sale WHERE customer = c.id) ORDER BY total"));
        assertEquals(
                List.of("[3]"), client.rows("SELECT id FROM customer WHERE id NOT IN (SELECT customer FROM sale)"));
        assertEquals(List.of("[2]"), client.rows("SELECT id FROM sale WHERE amount >= ALL (SELECT amount FROM sale)"));
        assertEquals(
                512,
                client.failure("SELECT (SELECT id FROM sale) FROM customer").number());
        assertEquals(
                116,
                client.failure("SELECT (SELECT id, at FROM sale) FROM customer").number());
    }

    @Test
    void common_tables_may_refer_to_themselves_and_to_one_another() {
        assertEquals(
                List.of("[2]", "[4]"),
                client.rows(
                        "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5), even AS (SELECT i FROM n"
                                + " WHERE i % 2 = 0) SELECT i FROM even ORDER BY i"));
    }

    @Test
    void rows_are_limited_by_constants_variables_and_pages() {
        assertEquals(List.of("[3]"), client.rows("SELECT TOP (1) id FROM customer ORDER BY id DESC"));
        assertEquals(
                List.of("[1]", "[2]"), client.rows("DECLARE @n int = 2; SELECT TOP (@n) id FROM customer ORDER BY id"));
        assertEquals(
                List.of("[2]"),
                client.rows("SELECT id FROM customer ORDER BY id OFFSET 1 ROWS FETCH NEXT 1 ROWS ONLY"));
        assertEquals(
                List.of("[1]", "[1]"),
                client.rows("SELECT TOP 1 WITH TIES customer FROM sale WHERE id < 3 ORDER BY customer"));
    }

    @Test
    void set_operators_bring_both_sides_to_one_type() {
        Client.Result result = client.run("SELECT id, 'x' AS t FROM customer WHERE id = 1 UNION ALL SELECT 2.5, N'yy'");

        assertEquals(SqlType.nvarchar(2), result.columns.get(1).type());
        assertEquals(List.of("[1.0, x]", "[2.5, yy]"), result.rows);
        assertEquals(List.of("[2]", "[3]"), client.rows("SELECT id FROM customer EXCEPT SELECT 1 ORDER BY 1"));
        assertEquals(205, client.failure("SELECT 1, 2 UNION SELECT 1").number());
    }

    @Test
    void variables_are_assigned_row_by_row() {
        assertEquals(
                List.of("[Ann;bob;Cy;, 3]"),
                client.rows("DECLARE @all nvarchar(100) = N'', @id int; SELECT @all = @all + name + N';', @id = id FROM"
                        + " customer ORDER BY id; SELECT @all, @id"));
    }

    @Test
    void system_views_are_read_like_tables() {
        fixture.addColor(1, "red", "r   ");
        fixture.addColor(2, "blue", null);

        assertEquals(
                List.of("[red, r   ]", "[blue, null]"), client.rows("SELECT name, code FROM sys.colors ORDER BY id"));
        assertEquals(
                List.of("[Ann, red]"),
                client.rows(
                        "SELECT c.name, x.name FROM customer c JOIN shop.sys.colors x ON x.id = c.id AND x.code = 'R'"));
        assertEquals(List.of("[2]"), client.rows("SELECT COUNT(*) FROM sys.colors"));
    }

    @Test
    void unknown_names_are_told_apart() {
        assertEquals(208, client.failure("SELECT * FROM nowhere").number());
        assertEquals(207, client.failure("SELECT nothing FROM customer").number());
        assertEquals(4104, client.failure("SELECT x.id FROM customer").number());
        assertEquals(209, client.failure("SELECT id FROM customer, sale").number());
    }

    @Test
    void arithmetic_fails_as_in_sql_server() {
        assertEquals(8134, client.failure("SELECT id / 0 FROM customer").number());
        assertEquals(
                8115, client.failure("SELECT id + 2147483647 FROM customer").number());
    }

    @Test
    void plans_follow_the_definitions_they_were_made_from() {
        String query = "SELECT * FROM customer WHERE id = 1";
        assertEquals(5, client.run(query).columns.size());

        client.run("ALTER TABLE customer ADD extra int");

        assertEquals(6, client.run(query).columns.size());
    }

    @Test
    void select_into_makes_a_table_of_the_result() {
        client.run("SELECT id, name INTO copied FROM customer WHERE id < 3");

        Client.Result result = client.run("SELECT * FROM copied ORDER BY id");
        assertEquals(List.of("[1, Ann]", "[2, bob]"), result.rows);
        assertTrue(result.columns.get(0).identity());
        assertFalse(result.columns.get(1).nullable());
    }

    @Test
    void values_beyond_a_million_characters_are_kept() {
        client.run("UPDATE customer SET note = REPLICATE(CAST(N'x' AS nvarchar(max)), 1500000) WHERE id = 1");

        assertEquals(List.of("[1500000]"), client.rows("SELECT LEN(note) FROM customer WHERE id = 1"));
    }

    @Test
    void reading_needs_permission() {
        fixture.deny("SELECT sale");

        assertEquals(
                229,
                client.failure("SELECT name FROM customer c JOIN sale s ON s.customer = c.id")
                        .number());
    }
}
