package dev.colloquy.instance.engine.relational;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataChangeTest {
    @TempDir
    Path directory;

    private RelationalFixture fixture;
    private Client client;

    @BeforeEach
    void createTables() {
        fixture = new RelationalFixture(directory);
        client = fixture.client();
        client.run("CREATE TABLE item (id int IDENTITY(10, 5) CONSTRAINT pk_item PRIMARY KEY, name varchar(5) NOT NULL,"
                + " price money CONSTRAINT ck_price CHECK (price >= 0), stock tinyint DEFAULT 7,"
                + " version rowversion, CONSTRAINT uq_name UNIQUE (name));"
                + " CREATE TABLE part (id int PRIMARY KEY, item int CONSTRAINT fk_item REFERENCES item(id), n int)");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void insert_fills_defaults_and_identity() {
        Client.Result result = client.run("INSERT item (name, price) VALUES ('a', 1), ('b', 2)");

        assertEquals(OptionalLong.of(15), result.last.identity());
        assertEquals(List.of("[10, a, 7]", "[15, b, 7]"), client.rows("SELECT id, name, stock FROM item ORDER BY id"));
    }

    @Test
    void output_of_insert_has_what_the_server_filled_in() {
        assertEquals(
                List.of("[10, 7, A]"),
                client.rows(
                        "INSERT item (name) OUTPUT inserted.id, inserted.stock, UPPER(inserted.name) VALUES ('a')"));
    }

    @Test
    void values_that_do_not_fit_are_refused_with_their_place() {
        assertEquals(
                "String or binary data would be truncated in table 'shop.dbo.item', column 'name'. Truncated value:"
                        + " 'too l'.",
                client.failure("INSERT item (name) VALUES ('too long')").getMessage());
        assertEquals(
                220,
                client.failure("INSERT item (name, stock) VALUES ('a', 256)").number());
        assertEquals(
                "Cannot insert the value NULL into column 'name', table 'shop.dbo.item'; column does not allow nulls."
                        + " INSERT fails.",
                client.failure("INSERT item (price) VALUES (1)").getMessage());
    }

    @Test
    void keys_and_checks_are_named_when_they_are_broken() {
        client.run("INSERT item (name) VALUES ('a')");

        assertEquals(
                "Violation of UNIQUE KEY constraint 'uq_name'. Cannot insert duplicate key in object 'dbo.item'. The"
                        + " duplicate key value is (A).",
                client.failure("INSERT item (name) VALUES ('A')").getMessage());
        assertEquals(
                "The INSERT statement conflicted with the CHECK constraint \"ck_price\". The conflict occurred in"
                        + " database \"shop\", table \"dbo.item\", column 'price'.",
                client.failure("INSERT item (name, price) VALUES ('b', -1)").getMessage());
        assertEquals(
                "The INSERT statement conflicted with the FOREIGN KEY constraint \"fk_item\". The conflict occurred in"
                        + " database \"shop\", table \"dbo.item\", column 'id'.",
                client.failure("INSERT part VALUES (1, 99, 1)").getMessage());
        client.run("INSERT part VALUES (1, 10, 1)");
        assertEquals(
                "The DELETE statement conflicted with the REFERENCE constraint \"fk_item\". The conflict occurred in"
                        + " database \"shop\", table \"dbo.part\", column 'item'.",
                client.failure("DELETE item").getMessage());
        assertEquals(
                "Violation of PRIMARY KEY constraint",
                client.failure("INSERT part VALUES (1, 10, 1)").getMessage().substring(0, 35));
    }

    @Test
    void a_statement_of_several_rows_changes_all_or_none() {
        client.run("BEGIN TRANSACTION; INSERT part (id) VALUES (1)");

        assertEquals(
                2627, client.failure("INSERT part (id) VALUES (2), (3), (1)").number());

        client.run("COMMIT");
        assertEquals(List.of("[1]"), client.rows("SELECT id FROM part"));
    }

    @Test
    void column_lists_and_values_must_agree() {
        assertEquals(213, client.failure("INSERT part VALUES (1)").number());
        assertEquals(109, client.failure("INSERT part (id, n) VALUES (1)").number());
        assertEquals(110, client.failure("INSERT part (id) VALUES (1, 2)").number());
        assertEquals(120, client.failure("INSERT part (id, n) SELECT 1").number());
        assertEquals(264, client.failure("INSERT part (id, id) VALUES (1, 2)").number());
        assertEquals(207, client.failure("INSERT part (nope) VALUES (1)").number());
    }

    @Test
    void identity_is_written_only_on_request() {
        assertEquals(
                544, client.failure("INSERT item (id, name) VALUES (100, 'a')").number());

        client.run(
                "SET IDENTITY_INSERT item ON; INSERT item (id, name) VALUES (100, 'a'); SET IDENTITY_INSERT item OFF");

        assertEquals(
                OptionalLong.of(105),
                client.run("INSERT item (name) VALUES ('b')").last.identity());
    }

    @Test
    void update_gives_old_and_new_values() {
        client.run("INSERT item (name, price) VALUES ('a', 1), ('b', 2)");

        assertEquals(
                List.of("[1.0000, 11.0000, a]", "[2.0000, 12.0000, b]"),
                client.rows("UPDATE item SET price += 10 OUTPUT deleted.price, inserted.price, inserted.name"));
    }

    @Test
    void update_takes_values_from_other_tables() {
        client.run("INSERT item (name, price) VALUES ('a', 1), ('b', 2);"
                + " INSERT part VALUES (1, 10, 5), (2, 10, 6), (3, 15, 7)");

        client.run(
                "UPDATE i SET stock = x.total FROM item i JOIN (SELECT item, SUM(n) AS total FROM part GROUP BY item)"
                        + " x ON x.item = i.id");

        assertEquals(List.of("[11]", "[7]"), client.rows("SELECT stock FROM item ORDER BY id"));
    }

    @Test
    void update_changes_row_versions_and_checks_rules() {
        client.run("INSERT item (name, price) VALUES ('a', 1)");
        byte[] before = (byte[]) client.run("SELECT version FROM item").values.get(0)[0];

        client.run("UPDATE item SET name = 'b'");

        byte[] after = (byte[]) client.run("SELECT version FROM item").values.get(0)[0];
        assertEquals(true, Arrays.compareUnsigned(before, after) < 0);
        assertEquals(547, client.failure("UPDATE item SET price = -1").number());
        assertEquals(515, client.failure("UPDATE item SET name = NULL").number());
        assertEquals(8102, client.failure("UPDATE item SET id = 1").number());
        assertEquals(272, client.failure("UPDATE item SET version = 0x01").number());
    }

    @Test
    void update_may_move_keys_along_and_says_which_key_is_duplicate() {
        client.run("INSERT part (id) VALUES (1), (2)");

        client.run("UPDATE part SET id = id + 1");

        assertEquals(List.of("[2]", "[3]"), client.rows("SELECT id FROM part ORDER BY id"));
        String message = client.failure("UPDATE part SET id = 3 WHERE id = 2").getMessage();
        assertEquals("The duplicate key value is (3).", message.substring(message.indexOf("The duplicate")));
    }

    @Test
    void update_assigns_variables() {
        client.run("INSERT part (id, n) VALUES (1, 5)");

        assertEquals(
                List.of("[6, 5]"),
                client.rows("DECLARE @new int, @old int; UPDATE part SET @old = n, @new = n = n + 1 WHERE id = 1;"
                        + " SELECT @new, @old"));
    }

    @Test
    void delete_follows_joins_limits_and_queues() {
        client.run("INSERT part (id, n) VALUES (1, 1), (2, 1), (3, 2), (4, 3), (5, 3)");

        client.run("DELETE p FROM part p JOIN (SELECT 2 AS n) x ON x.n = p.n");
        assertEquals(List.of("[4]"), client.rows("SELECT COUNT(*) FROM part"));
        client.run("DELETE TOP (1) FROM part WHERE n = 3");
        assertEquals(List.of("[3]"), client.rows("SELECT COUNT(*) FROM part"));
        assertEquals(
                List.of("[2]"),
                client.rows("WITH q AS (SELECT TOP (1) * FROM part WITH (READPAST) WHERE n = 1 ORDER BY id DESC)"
                        + " DELETE FROM q OUTPUT deleted.id"));
    }

    @Test
    void output_may_go_into_a_table() {
        client.run("INSERT part (id, n) VALUES (1, 1), (2, 2)");

        assertEquals(
                List.of("[1, gone]"),
                client.rows("DECLARE @gone TABLE (id int, why varchar(10)); DELETE part OUTPUT deleted.id, 'gone' INTO"
                        + " @gone (id, why) WHERE n = 1; SELECT * FROM @gone"));
    }

    @Test
    void merge_inserts_updates_and_deletes() {
        client.run("INSERT part (id, n) VALUES (1, 1), (2, 2)");

        assertEquals(
                List.of("[UPDATE, 1, 1, 10]", "[INSERT, 3, null, 30]", "[DELETE, null, 2, null]"),
                client.rows("MERGE part AS t USING (VALUES (1, 10), (3, 30), (4, 40)) AS s (id, n) ON s.id = t.id"
                        + " WHEN MATCHED AND s.n > 5 THEN UPDATE SET n = s.n"
                        + " WHEN NOT MATCHED AND s.n < 40 THEN INSERT (id, n) VALUES (s.id, s.n)"
                        + " WHEN NOT MATCHED BY SOURCE THEN DELETE"
                        + " OUTPUT $action, inserted.id, deleted.id, s.n;"));
        assertEquals(List.of("[1, 10]", "[3, 30]"), client.rows("SELECT id, n FROM part ORDER BY id"));
    }

    @Test
    void merge_refuses_to_change_a_row_twice() {
        client.run("INSERT part (id, n) VALUES (1, 1)");

        assertEquals(
                8672,
                client.failure("MERGE part t USING (VALUES (1, 2), (1, 3)) s (id, n) ON s.id = t.id WHEN MATCHED THEN"
                                + " UPDATE SET n = s.n;")
                        .number());
        assertEquals(List.of("[1]"), client.rows("SELECT n FROM part"));
    }

    @Test
    void truncate_begins_the_identity_anew() {
        client.run("CREATE TABLE plain (id int IDENTITY(3, 1), n int); INSERT plain (n) VALUES (1), (2)");

        client.run("TRUNCATE TABLE plain; INSERT plain (n) VALUES (3)");

        assertEquals(List.of("[3, 3]"), client.rows("SELECT id, n FROM plain"));
        assertEquals(4712, client.failure("TRUNCATE TABLE item").number());
    }

    @Test
    void each_change_needs_its_permission() {
        fixture.deny("INSERT part");
        fixture.deny("UPDATE part");
        fixture.deny("DELETE part");

        assertEquals(229, client.failure("INSERT part (id) VALUES (1)").number());
        assertEquals(229, client.failure("UPDATE part SET n = 1").number());
        assertEquals(229, client.failure("DELETE part").number());
    }

    @Test
    void rollback_undoes_everything_after_the_savepoint() {
        client.run("BEGIN TRANSACTION; INSERT part (id) VALUES (1); SAVE TRANSACTION s; INSERT part (id) VALUES (2);"
                + " ROLLBACK TRANSACTION s; COMMIT");

        assertEquals(List.of("[1]"), client.rows("SELECT id FROM part"));
    }
}
