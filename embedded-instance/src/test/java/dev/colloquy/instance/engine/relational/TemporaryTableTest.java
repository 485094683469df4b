package dev.colloquy.instance.engine.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryTableTest {
    @TempDir
    Path directory;

    private RelationalFixture fixture;
    private Client client;

    @BeforeEach
    void open() {
        fixture = new RelationalFixture(directory);
        client = fixture.client();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void table_variables_keep_their_rules() {
        client.run(
                "DECLARE @t TABLE (id int IDENTITY PRIMARY KEY, n nvarchar(3) NOT NULL, m int DEFAULT 4 CHECK (m > 3))");

        client.run("INSERT @t (n) VALUES ('a'), ('b')");

        assertEquals(List.of("[1, a, 4]", "[2, b, 4]"), client.rows("SELECT * FROM @t"));
        assertEquals(515, client.failure("INSERT @t (m) VALUES (5)").number());
        assertEquals(2628, client.failure("INSERT @t (n) VALUES ('long')").number());
        assertEquals(547, client.failure("INSERT @t (n, m) VALUES ('x', 1)").number());
        client.run("UPDATE @t SET m += 1 WHERE n = 'A'; DELETE @t WHERE n = 'b'");
        assertEquals(List.of("[1, a, 5]"), client.rows("SELECT t.* FROM @t AS t"));
    }

    @Test
    void each_session_has_its_own() {
        Client other = fixture.client();
        client.run("CREATE TABLE #t (a int); INSERT #t VALUES (1)");
        other.run("CREATE TABLE #t (a int); INSERT #t VALUES (2)");

        assertEquals(List.of("[1]"), client.rows("SELECT a FROM #t"));
        assertEquals(List.of("[2]"), other.rows("SELECT a FROM #t"));
    }

    @Test
    void a_table_used_again_begins_empty() {
        for (int i = 0; i < 3; i++) {
            client.run("DECLARE @t TABLE (a int); INSERT @t VALUES (1)");
            assertEquals(List.of("[1]"), client.rows("SELECT COUNT(*) FROM @t"));
            client.drop("@t");
        }
    }

    @Test
    void rows_that_a_rollback_brought_back_are_not_seen_by_the_next_table() {
        client.run("DECLARE @t TABLE (a int); INSERT @t VALUES (1); BEGIN TRANSACTION");
        client.drop("@t");
        client.run("ROLLBACK");

        client.run("DECLARE @t TABLE (a int)");

        assertEquals(List.of("[0]"), client.rows("SELECT COUNT(*) FROM @t"));
    }

    @Test
    void creating_one_does_not_commit() {
        client.run("CREATE TABLE t (a int); BEGIN TRANSACTION; INSERT t VALUES (1); DECLARE @v TABLE (a int UNIQUE);"
                + " CREATE TABLE #t (a int PRIMARY KEY, b nvarchar(max)); INSERT #t VALUES (1, 'x'); ROLLBACK");

        assertEquals(List.of("[0]"), client.rows("SELECT COUNT(*) FROM t"));
    }

    @Test
    void a_dropped_table_comes_back_with_the_transaction() {
        client.run("CREATE TABLE #t (a int); INSERT #t VALUES (1); BEGIN TRANSACTION; DROP TABLE #t; ROLLBACK");

        assertEquals(List.of("[1]"), client.rows("SELECT a FROM #t"));
    }

    @Test
    void select_into_makes_a_temporary_table() {
        client.run("SELECT 1 AS a, N'x' AS b INTO #t");

        assertEquals(List.of("[1, x]"), client.rows("SELECT a, b FROM #t"));
    }
}
