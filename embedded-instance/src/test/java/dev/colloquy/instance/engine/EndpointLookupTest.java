package dev.colloquy.instance.engine;

import static dev.colloquy.instance.engine.EngineFixture.run;
import static dev.colloquy.instance.engine.EngineFixture.succeed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** sys.conversation_endpoints asked for one conversation handle. */
class EndpointLookupTest {
    private static final String STATE = "SELECT state FROM sys.conversation_endpoints WHERE conversation_handle = ";

    private static EngineFixture fixture;
    private Session session;

    @BeforeAll
    static void start() {
        fixture = new EngineFixture();
        Session admin = fixture.session();
        succeed(admin, "CREATE LOGIN clerk WITH PASSWORD = 'Sensible#Password2'");
        succeed(admin, "CREATE DATABASE conversations");
        succeed(
                admin,
                "USE conversations; CREATE USER clerk FOR LOGIN clerk;"
                        + " CREATE QUEUE asking; CREATE SERVICE asker ON QUEUE asking;"
                        + " CREATE TABLE dbo.begun (name char(1), handle uniqueidentifier)");
        for (String name : List.of("a", "b")) {
            succeed(admin, begin() + " INSERT dbo.begun VALUES ('" + name + "', @h)");
        }
        succeed(
                admin,
                "CREATE PROCEDURE dbo.state_of @h uniqueidentifier WITH EXECUTE AS OWNER AS"
                        + " BEGIN DECLARE @state char(2); SELECT @state = state FROM sys.conversation_endpoints"
                        + " WHERE conversation_handle = @h; SELECT @state END");
        succeed(admin, "GRANT EXECUTE ON dbo.state_of TO clerk; GRANT SELECT ON dbo.begun TO clerk");
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
    }

    @BeforeEach
    void open() {
        session = fixture.session("sa", EngineFixture.PASSWORD, "conversations");
    }

    private static String begin() {
        return "DECLARE @h uniqueidentifier; BEGIN DIALOG @h FROM SERVICE asker TO SERVICE 'nowhere'"
                + " WITH ENCRYPTION = OFF;";
    }

    private static String handle(String name) {
        return "DECLARE @h uniqueidentifier = (SELECT handle FROM dbo.begun WHERE name = '" + name + "'); ";
    }

    private static int count(Session session, String batch) {
        return succeed(session, batch).rows().size();
    }

    @Test
    void a_handle_finds_its_endpoint_alone() {
        String query = "SELECT n.name FROM dbo.begun n JOIN (SELECT conversation_handle FROM sys.conversation_endpoints"
                + " WHERE conversation_handle = @h) e ON e.conversation_handle = n.handle";

        for (String name : List.of("a", "b")) {
            List<Object[]> rows = succeed(session, handle(name) + query).rows();
            assertEquals(1, rows.size());
            assertArrayEquals(new Object[] {name}, rows.get(0));
        }
    }

    @Test
    void text_is_taken_as_the_handle_that_it_spells() {
        assertEquals(1, count(session, handle("a") + "DECLARE @t nvarchar(36) = @h; " + STATE + "@t"));
        assertEquals(List.of(8169), run(session, STATE + "'no handle'").errorNumbers());
    }

    @Test
    void an_unknown_handle_and_null_find_nothing() {
        assertEquals(0, count(session, STATE + "'6F9619FF-8B86-D011-B42D-00C04FC964FF'"));
        assertEquals(0, count(session, "DECLARE @h uniqueidentifier; " + STATE + "@h"));
    }

    @Test
    void other_predicates_count_as_well() {
        assertEquals(1, count(session, handle("a") + STATE + "@h AND state <> 'CD'"));
        assertEquals(0, count(session, handle("a") + STATE + "@h AND state = 'CD'"));
        assertEquals(2, count(session, handle("a") + STATE + "@h OR far_service = 'nowhere'"));
    }

    @Test
    void a_handle_of_another_database_finds_nothing() {
        assertEquals(
                0,
                count(
                        session,
                        handle("a") + "SELECT state FROM master.sys.conversation_endpoints WHERE "
                                + "conversation_handle = @h"));
    }

    @Test
    void pages_after_a_handle_are_all_endpoints_in_their_order() {
        List<Object[]> all = succeed(
                        session,
                        "SELECT conversation_handle FROM sys.conversation_endpoints ORDER BY conversation_handle")
                .rows();
        String after = "00000000-0000-0000-0000-000000000000";
        for (Object[] row : all) {
            List<Object[]> page = succeed(
                            session,
                            "SELECT TOP (1) conversation_handle FROM sys.conversation_endpoints WITH (NOLOCK)"
                                    + " WHERE conversation_handle > '" + after + "' ORDER BY conversation_handle")
                    .rows();
            assertArrayEquals(row, page.get(0));
            after = page.get(0)[0].toString();
        }
        assertEquals(2, all.size());
        assertEquals(0, count(session, STATE.replace(" = ", " > ") + "'" + after + "'"));
    }

    @Test
    void a_transaction_sees_its_own_endpoint_and_nobody_else_does() {
        Session other = fixture.session("sa", EngineFixture.PASSWORD, "conversations");
        Object handle = succeed(session, "BEGIN TRANSACTION; " + begin() + " SELECT @h")
                .rows()
                .get(0)[0];

        assertEquals(1, count(session, STATE + "'" + handle + "'"));
        assertEquals(0, count(other, STATE + "'" + handle + "'"));

        succeed(session, "END CONVERSATION '" + handle + "' WITH CLEANUP");
        assertEquals(0, count(session, STATE + "'" + handle + "'"));
        succeed(session, "ROLLBACK");
    }

    @Test
    void who_may_not_see_the_service_finds_its_endpoints_only_through_the_owners_procedure() {
        Session clerk = fixture.session("clerk", "Sensible#Password2", "conversations");

        assertEquals(0, count(clerk, handle("a") + STATE + "@h"));
        Object[] found =
                succeed(clerk, handle("a") + "EXEC dbo.state_of @h").rows().get(0);
        Object[] unknown = succeed(clerk, "DECLARE @h uniqueidentifier = NEWID(); EXEC dbo.state_of @h")
                .rows()
                .get(0);

        // No message has been sent: the endpoint is STARTED_OUTBOUND.
        assertArrayEquals(new Object[] {"SO"}, found);
        assertArrayEquals(new Object[] {null}, unknown);
    }
}
