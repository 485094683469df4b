package dev.colloquy.instance.engine.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that name the key of a view read the rows that have it, all others read the whole view. */
class ViewKeyTest {
    private static final int ALL = 3;

    @TempDir
    Path directory;

    private RelationalFixture fixture;
    private Client client;

    @BeforeEach
    void addColors() {
        fixture = new RelationalFixture(directory);
        client = fixture.client();
        fixture.addColor(1, "red", "r");
        fixture.addColor(2, "blue", null);
        fixture.addColor(3, "green", "g");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = 2",
                "2 = id",
                "id = '2'",
                "colors.id = 2",
                "sys.colors.id = 2",
                "id = 2 AND name = 'BLUE'",
                "code IS NULL AND (id = 2 AND name LIKE 'b%')",
                "id = 2 AND (name = 'red' OR name = 'blue')"
            })
    void a_condition_on_the_key_reads_one_row(String condition) {
        assertEquals(List.of("[blue]"), client.rows("SELECT name FROM sys.colors WHERE " + condition));
        assertEquals(1, fixture.colorsRead());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = 2 OR name = 'blue'",
                "NOT id <> 2",
                "id = 2.0",
                "id >= 2 AND id < 3",
                "id = id AND name = 'blue'",
                "name = 'blue'",
                "id IN (2)"
            })
    void any_other_condition_reads_all_rows(String condition) {
        assertEquals(List.of("[blue]"), client.rows("SELECT name FROM sys.colors WHERE " + condition));
        assertEquals(ALL, fixture.colorsRead());
    }

    @ParameterizedTest
    @ValueSource(strings = {"id = 4", "id = 2 AND name = 'red'", "id = 2 AND 1 = 0", "id = 1 AND id = 2"})
    void the_rest_of_the_condition_still_counts(String condition) {
        assertEquals(List.of(), client.rows("SELECT name FROM sys.colors WHERE " + condition));
    }

    @ParameterizedTest
    @ValueSource(strings = {"id > 1", "1 < id", "id > '1'", "name <> 'red' AND (id > 1 AND name LIKE '%e%')"})
    void a_condition_for_what_follows_a_key_reads_no_rows_before_it(String condition) {
        assertEquals(
                List.of("[blue]", "[green]"),
                client.rows("SELECT name FROM sys.colors WHERE " + condition + " ORDER BY name"));
        assertEquals(2, fixture.colorsRead());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT TOP (1) name FROM sys.colors WHERE id > 1 ORDER BY id",
                "DECLARE @n int = 1, @after int = 1;"
                        + " SELECT TOP (@n) name FROM sys.colors AS c WHERE @after < c.id ORDER BY c.id ASC",
                "SELECT TOP 1 name, id AS number FROM sys.colors WHERE id > 1 ORDER BY number",
                "SELECT name FROM (SELECT TOP (1) id, name FROM sys.colors WHERE id > 1 ORDER BY 1) AS next"
            })
    void a_page_after_a_key_reads_no_rows_behind_it(String query) {
        fixture.addColor(-5, "white", null);
        assertEquals("blue", client.rows(query).get(0).replaceAll("[\\[\\],0-9 ]", ""));
        assertEquals(1, fixture.colorsRead());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT TOP (1) name FROM sys.colors WHERE id > 1 ORDER BY name DESC",
                "SELECT TOP (1) name FROM sys.colors WHERE id > 1 ORDER BY id DESC",
                "SELECT TOP (1) name FROM sys.colors WHERE id > 1 AND name <> 'blue' ORDER BY id",
                "SELECT TOP (1) name, -id AS id FROM sys.colors WHERE id > 1 ORDER BY id",
                "SELECT TOP (1) WITH TIES name FROM sys.colors WHERE id > 2 ORDER BY id",
                "SELECT TOP (1) MAX(name) FROM sys.colors WHERE id > 2 GROUP BY id ORDER BY id"
            })
    void any_other_page_reads_all_that_follows(String query) {
        assertEquals("green", client.rows(query).get(0).replaceAll("[\\[\\],0-9 -]", ""));
    }

    @Test
    void nothing_follows_null() {
        assertEquals(List.of(), client.rows("DECLARE @id int; SELECT name FROM sys.colors WHERE id > @id ORDER BY id"));
    }

    @Test
    void a_variable_is_looked_up_by_its_value() {
        assertEquals(
                List.of("[green, 1]"),
                client.rows("DECLARE @id int = 3; SELECT MAX(name), COUNT(*) FROM sys.colors WHERE id = @id"));
        assertEquals(1, fixture.colorsRead());
    }

    @Test
    void null_equals_no_key() {
        assertEquals(List.of(), client.rows("DECLARE @id int; SELECT name FROM sys.colors WHERE id = @id"));
        assertEquals(List.of(), client.rows("SELECT name FROM sys.colors WHERE id = NULL"));
    }

    @Test
    void a_value_that_is_no_key_fails_in_its_conversion() {
        assertEquals(
                245,
                client.failure("SELECT name FROM sys.colors WHERE id = 'two'").number());
    }

    @Test
    void the_key_of_one_use_of_a_view_says_nothing_about_another() {
        assertEquals(
                List.of("[red, blue]"),
                client.rows("SELECT a.name, b.name FROM (SELECT name FROM sys.colors WHERE id = 1) a"
                        + " CROSS JOIN (SELECT name FROM sys.colors WHERE id = 2) b"));
        assertEquals(
                List.of("[green]"),
                client.rows("SELECT o.name FROM sys.colors o WHERE o.name = 'green' AND EXISTS"
                        + " (SELECT 1 FROM sys.colors i WHERE o.id = 3 AND i.id = 1)"));
    }
}
