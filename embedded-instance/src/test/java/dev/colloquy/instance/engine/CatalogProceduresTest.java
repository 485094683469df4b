package dev.colloquy.instance.engine;

import static dev.colloquy.instance.engine.EngineFixture.succeed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What drivers ask about tables and procedures. */
class CatalogProceduresTest {
    private static EngineFixture fixture;
    private static Session session;

    @BeforeAll
    static void start() {
        fixture = new EngineFixture();
        session = fixture.session();
        succeed(
                session,
                "CREATE TABLE dbo.customer (id int IDENTITY(1,1) NOT NULL CONSTRAINT pk_customer PRIMARY KEY,"
                        + " name nvarchar(50) NULL CONSTRAINT df_name DEFAULT 'x', amount decimal(10,2) NOT NULL)");
        succeed(
                session,
                "CREATE TABLE dbo.purchase (id int NOT NULL PRIMARY KEY, customer int NOT NULL"
                        + " CONSTRAINT fk_customer REFERENCES dbo.customer (id) ON DELETE CASCADE)");
        succeed(session, "CREATE PROCEDURE dbo.buy @customer int, @id int OUTPUT AS SET @id = 1");
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
    }

    @Test
    void every_procedure_can_be_parsed() {
        for (String name : CatalogProcedures.names()) {
            assertEquals(1, CatalogProcedures.get(name).statements().size(), name);
        }
    }

    @Test
    void tables_are_found_by_pattern() {
        RecordedResponse response = succeed(session, "EXEC sp_tables 'cust%', 'dbo', NULL, '''TABLE'',''VIEW'''");

        assertArrayEquals(
                new Object[] {"master", "dbo", "customer", "TABLE", null},
                response.rows().get(0));
        assertEquals(
                List.of(),
                succeed(session, "EXEC sp_tables 'cust%', 'dbo', NULL, '''VIEW'''")
                        .rows());
    }

    @Test
    void columns_have_the_twenty_nine_columns_in_the_order_of_drivers() {
        RecordedResponse response = succeed(session, "EXEC sp_columns_100 'customer', 'dbo', 'master', '%', 2, 3");
        Object[] name = response.rows().get(1);

        assertEquals(29, response.resultColumns().size());
        assertArrayEquals(
                new Object[] {"master", "dbo", "customer", "name", -9, "nvarchar", 50, 100}, Arrays.copyOf(name, 8));
        assertEquals("int identity", response.rows().get(0)[5]);
        assertArrayEquals(
                new Object[] {3, "decimal", 10, 12, 2},
                Arrays.copyOfRange(response.rows().get(2), 4, 9));
    }

    @Test
    void columns_can_be_inserted_into_a_table_variable() {
        RecordedResponse response = succeed(
                session,
                "DECLARE @t TABLE (a sysname, b sysname, c sysname, d sysname, e smallint, f sysname);"
                        + " INSERT INTO @t EXEC sp_pkeys 'customer', 'dbo', NULL; SELECT d, f FROM @t");

        assertArrayEquals(new Object[] {"id", "pk_customer"}, response.rows().get(0));
    }

    @Test
    void foreign_keys_are_found_from_both_sides() {
        Object[] imported = succeed(session, "EXEC sp_fkeys @fktable_name = 'purchase'")
                .rows()
                .get(0);
        Object[] exported = succeed(session, "EXEC sp_fkeys @pktable_name = 'customer'")
                .rows()
                .get(0);

        assertArrayEquals(imported, exported);
        assertEquals(
                List.of("customer", "id", "purchase", "customer"),
                List.of(imported[2], imported[3], imported[6], imported[7]));
        assertEquals(
                List.of(1, 0, "fk_customer", "pk_customer"),
                List.of(imported[9], imported[10], imported[11], imported[12]));
    }

    @Test
    void indexes_are_told_with_their_columns() {
        RecordedResponse response = succeed(session, "EXEC sp_statistics_100 'customer', 'dbo', NULL, '%', 'N', 'Q'");

        assertEquals(0, response.rows().get(0)[6]);
        assertEquals("pk_customer", response.rows().get(1)[5]);
        assertEquals("id", response.rows().get(1)[8]);
    }

    @Test
    void procedures_and_their_parameters_are_told() {
        assertEquals(
                "buy;1",
                succeed(session, "EXEC sp_stored_procedures 'b%', 'dbo'").rows().get(0)[2]);
        RecordedResponse parameters =
                succeed(session, "EXEC sp_sproc_columns_100 @procedure_name='buy', @ODBCVer=3, @fUsePattern=0");

        assertEquals(
                List.of("@RETURN_VALUE", "@customer", "@id"),
                parameters.rows().stream().map(row -> row[3]).toList());
        assertEquals(
                List.of(5, 1, 2), parameters.rows().stream().map(row -> row[4]).toList());
    }

    @Test
    void types_are_told_without_exec() {
        RecordedResponse response = succeed(session, "sp_datatype_info_100 @ODBCVer=3");

        assertTrue(response.values().contains("uniqueidentifier"));
        assertEquals(List.of("int"), succeed(session, "EXEC sp_datatype_info 4").values());
    }
}
