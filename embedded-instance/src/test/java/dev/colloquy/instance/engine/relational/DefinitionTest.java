package dev.colloquy.instance.engine.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.types.SqlError;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionTest {
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
    void names_are_taken_once() {
        client.run("CREATE TABLE t (a int CONSTRAINT pk PRIMARY KEY)");

        assertEquals(2714, client.failure("CREATE TABLE T (a int)").number());
        assertEquals(
                2714,
                client.failure("CREATE TABLE u (a int CONSTRAINT PK PRIMARY KEY)")
                        .number());
        assertEquals(2705, client.failure("CREATE TABLE v (a int, A int)").number());
        assertEquals(2760, client.failure("CREATE TABLE nowhere.t (a int)").number());
    }

    @Test
    void a_table_goes_with_the_transaction_that_created_it() {
        client.run("BEGIN TRANSACTION; CREATE TABLE t (a int); INSERT t VALUES (1)");
        assertEquals(List.of("[1]"), client.rows("SELECT a FROM t"));

        client.run("ROLLBACK");

        assertEquals(208, client.failure("SELECT a FROM t").number());
        client.run("CREATE TABLE t (b int)");
        assertEquals(List.of(), client.rows("SELECT b FROM t"));
    }

    @Test
    void a_table_created_after_a_savepoint_goes_with_it() {
        client.run("BEGIN TRANSACTION; SAVE TRANSACTION s; CREATE TABLE t (a int); INSERT t VALUES (1);"
                + " ROLLBACK TRANSACTION s; CREATE TABLE t (b int); INSERT t VALUES (2); COMMIT");

        assertEquals(List.of("[2]"), client.rows("SELECT b FROM t"));
    }

    @Test
    void a_dropped_table_comes_back_with_the_transaction() {
        client.run("CREATE TABLE t (a int); INSERT t VALUES (1); BEGIN TRANSACTION; DROP TABLE t");
        assertEquals(208, client.failure("SELECT a FROM t").number());

        client.run("ROLLBACK");

        assertEquals(List.of("[1]"), client.rows("SELECT a FROM t"));
    }

    @Test
    void dropping_what_is_missing_fails_unless_told_otherwise() {
        assertEquals(3701, client.failure("DROP TABLE t").number());
        assertEquals(3701, client.failure("DROP TABLE #t").number());
        client.run("DROP TABLE IF EXISTS t, #t");
    }

    @Test
    void referenced_tables_cannot_be_dropped() {
        client.run("CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE c (id int REFERENCES p)");

        assertEquals(3726, client.failure("DROP TABLE p").number());
        client.run("DROP TABLE c; DROP TABLE p");
    }

    @Test
    void columns_are_added_with_values_for_existing_rows() {
        client.run("CREATE TABLE t (a int); INSERT t VALUES (1), (2)");

        client.run("ALTER TABLE t ADD b int NOT NULL DEFAULT 5, c varchar(5), d AS (a + b)");

        assertEquals(List.of("[1, 5, null, 6]", "[2, 5, null, 7]"), client.rows("SELECT * FROM t ORDER BY a"));
        assertEquals(4901, client.failure("ALTER TABLE t ADD e int NOT NULL").number());
    }

    @Test
    void added_columns_go_with_the_transaction() {
        client.run("CREATE TABLE t (a int); INSERT t VALUES (1); BEGIN TRANSACTION; ALTER TABLE t ADD b int; ROLLBACK");

        assertEquals(List.of("[1]"), client.rows("SELECT * FROM t"));
        client.run("ALTER TABLE t ADD b varchar(3); UPDATE t SET b = 'x'");
        assertEquals(List.of("[1, x]"), client.rows("SELECT * FROM t"));
    }

    @Test
    void columns_in_use_stay() {
        client.run("CREATE TABLE t (a int PRIMARY KEY, b int DEFAULT 1, c int)");

        assertEquals(4922, client.failure("ALTER TABLE t DROP COLUMN a").number());
        assertEquals(4922, client.failure("ALTER TABLE t DROP COLUMN b").number());
        assertEquals(4924, client.failure("ALTER TABLE t DROP COLUMN nope").number());
        client.run("ALTER TABLE t DROP COLUMN c; ALTER TABLE t ADD c varchar(9)");
        client.run("INSERT t (a, c) VALUES (1, 'text')");
        assertEquals(List.of("[1, 1, text]"), client.rows("SELECT * FROM t"));
    }

    @Test
    void constraints_are_checked_against_existing_rows() {
        client.run("CREATE TABLE t (a int NOT NULL, b int NULL); INSERT t VALUES (1, NULL), (1, 2)");

        assertEquals(
                547,
                client.failure("ALTER TABLE t ADD CONSTRAINT ck CHECK (a > 1)").number());
        assertEquals(
                1505,
                client.failure("ALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY (a)")
                        .number());
        assertEquals(
                8111,
                client.failure("ALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY (b)")
                        .number());
        assertEquals(
                515, client.failure("ALTER TABLE t ALTER COLUMN b int NOT NULL").number());
        assertEquals(3728, client.failure("ALTER TABLE t DROP CONSTRAINT ck").number());
    }

    @Test
    void constraints_are_added_and_dropped() {
        client.run("CREATE TABLE t (a int NOT NULL); ALTER TABLE t ADD CONSTRAINT pk PRIMARY KEY (a), CONSTRAINT ck"
                + " CHECK (a < 10); INSERT t VALUES (1)");
        assertEquals(2627, client.failure("INSERT t VALUES (1)").number());
        assertEquals(547, client.failure("INSERT t VALUES (10)").number());

        client.run("ALTER TABLE t DROP CONSTRAINT pk, ck; INSERT t VALUES (1), (10)");

        assertEquals(List.of("[3]"), client.rows("SELECT COUNT(*) FROM t"));
    }

    @Test
    void columns_change_their_type_if_the_values_fit() {
        client.run("CREATE TABLE t (a varchar(10)); INSERT t VALUES ('12345')");

        assertEquals(
                8152, client.failure("ALTER TABLE t ALTER COLUMN a varchar(3)").number());
        client.run("ALTER TABLE t ALTER COLUMN a nvarchar(20) NOT NULL");
        assertEquals(515, client.failure("INSERT t VALUES (NULL)").number());
    }

    @Test
    void a_table_that_the_transaction_has_changed_is_not_altered() {
        client.run("CREATE TABLE t (a int); BEGIN TRANSACTION; INSERT t VALUES (1)");

        SqlError refused = client.failure("ALTER TABLE t ADD b int");

        assertEquals(
                "ALTER TABLE on a table that the same transaction has modified is not supported by the embedded"
                        + " instance.",
                refused.getMessage());
    }

    @Test
    void unique_indexes_hold_one_null_unless_the_filter_leaves_it_out() {
        client.run("CREATE TABLE t (a int, b int); CREATE UNIQUE INDEX ia ON t (a); CREATE UNIQUE INDEX ib ON t (b)"
                + " WHERE b IS NOT NULL; INSERT t VALUES (1, NULL), (2, NULL), (NULL, 1)");

        assertEquals(
                "Cannot insert duplicate key row in object 'dbo.t' with unique index 'ia'. The duplicate key value is"
                        + " (<NULL>).",
                client.failure("INSERT t VALUES (NULL, 2)").getMessage());
        assertEquals(2601, client.failure("INSERT t VALUES (3, 1)").number());
        assertEquals(1913, client.failure("CREATE INDEX ia ON t (b)").number());
        assertEquals(1911, client.failure("CREATE INDEX ic ON t (nope)").number());
        client.run("DROP INDEX ia ON t; INSERT t VALUES (NULL, 2)");
        assertEquals(3701, client.failure("DROP INDEX ia ON t").number());
    }

    @Test
    void schemas_hold_tables_of_their_own() {
        client.run("CREATE SCHEMA app; CREATE TABLE app.t (a int); CREATE TABLE t (b int); INSERT app.t VALUES (1)");

        assertEquals(List.of("[1]"), client.rows("SELECT a FROM shop.app.t"));
        assertEquals(List.of(), client.rows("SELECT b FROM t"));
        assertEquals(3729, client.failure("DROP SCHEMA app").number());
        client.run("DROP TABLE app.t; DROP SCHEMA app");
        assertEquals(15151, client.failure("DROP SCHEMA app").number());
    }

    @Test
    void definitions_and_rows_outlive_a_restart() {
        client.run("CREATE SCHEMA app; CREATE TABLE app.t (id int IDENTITY PRIMARY KEY, n nvarchar(10) DEFAULT N'none',"
                + " CONSTRAINT ck CHECK (id > 0), INDEX ix (n DESC)); INSERT app.t DEFAULT VALUES");

        fixture.restart();
        client = fixture.client();

        client.run("INSERT app.t DEFAULT VALUES");
        assertEquals(List.of("[1, none]", "[2, none]"), client.rows("SELECT * FROM app.t ORDER BY id"));
        assertEquals(2714, client.failure("CREATE TABLE app.t (a int)").number());
        assertTrue(fixture.tables().schema(fixture.database().id(), "APP").isPresent());
    }

    @Test
    void what_a_crash_left_in_the_store_is_removed_at_start() {
        client.run("CREATE TABLE t (a int); INSERT t VALUES (1)");
        String table = "\"shop.dbo\".\"t#"
                + fixture.tables()
                        .table(fixture.database().id(), "dbo", "t")
                        .orElseThrow()
                        .objectId() + "\"";
        fixture.storage().define("CREATE TABLE \"shop.dbo\".\"lost#77\" (a int)");
        fixture.storage().define("ALTER TABLE " + table + " ADD COLUMN \"lost#9\" int");

        fixture.restart();
        client = fixture.client();

        // The names are free again.
        fixture.storage().define("CREATE TABLE \"shop.dbo\".\"lost#77\" (a int)");
        fixture.storage().define("ALTER TABLE " + table + " ADD COLUMN \"lost#9\" int");
        assertEquals(List.of("[1]"), client.rows("SELECT a FROM t"));
    }
}
