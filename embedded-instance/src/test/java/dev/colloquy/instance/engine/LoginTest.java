package dev.colloquy.instance.engine;

import static dev.colloquy.instance.engine.EngineFixture.run;
import static dev.colloquy.instance.engine.EngineFixture.succeed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.colloquy.instance.types.SqlError;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who gets in, and what those may do who are not sysadmin. */
class LoginTest {
    private static EngineFixture fixture;
    private static Session admin;

    @BeforeAll
    static void start() {
        fixture = new EngineFixture();
        admin = fixture.session();
        succeed(admin, "CREATE LOGIN clerk WITH PASSWORD = 'Sensible#Password2'");
        succeed(admin, "CREATE LOGIN stranger WITH PASSWORD = 'Sensible#Password3'");
        succeed(admin, "CREATE DATABASE shop");
        succeed(admin, "USE shop CREATE USER clerk FOR LOGIN clerk");
        succeed(admin, "CREATE TABLE dbo.goods (id int NOT NULL)");
        succeed(admin, "CREATE PROCEDURE dbo.count_goods AS SELECT COUNT(*) FROM dbo.goods");
        succeed(admin, "CREATE PROCEDURE dbo.count_secretly AS SELECT COUNT(*) FROM dbo.goods");
        succeed(admin, "CREATE PROCEDURE dbo.count_dynamically AS EXEC('SELECT COUNT(*) FROM dbo.goods')");
        succeed(
                admin,
                "CREATE PROCEDURE dbo.count_as_owner WITH EXECUTE AS OWNER AS"
                        + " EXEC('SELECT COUNT(*) FROM dbo.goods')");
    }

    @AfterAll
    static void stop() throws Exception {
        fixture.close();
    }

    private static List<Integer> refusal(String user, String password, String database) {
        LoginRefused refused = assertThrows(
                LoginRefused.class,
                () -> fixture.engine().logIn(new LoginRequest(user, password, database, "app", "host", "127.0.0.1")));
        return refused.errors().stream().map(SqlError::number).toList();
    }

    private static Session clerk() {
        return fixture.session("clerk", "Sensible#Password2", "shop");
    }

    @Test
    void wrong_password_and_unknown_login_look_the_same() {
        assertEquals(List.of(18456), refusal("sa", "wrong", ""));
        assertEquals(List.of(18456), refusal("nobody", "wrong", ""));
    }

    @Test
    void database_that_cannot_be_opened_is_named_before_the_refusal() {
        assertEquals(List.of(4060, 18456), refusal("sa", EngineFixture.PASSWORD, "missing"));
        assertEquals(List.of(4060, 18456), refusal("stranger", "Sensible#Password3", "shop"));
    }

    @Test
    void disabled_login_is_refused() {
        succeed(admin, "CREATE LOGIN resting WITH PASSWORD = 'Sensible#Password4'");
        succeed(admin, "ALTER LOGIN resting DISABLE");

        assertEquals(List.of(18470), refusal("resting", "Sensible#Password4", ""));
    }

    @Test
    void spids_begin_at51_and_are_used_again() {
        Session first = fixture.session();
        int spid = first.spid();
        first.close();

        assertEquals(spid, fixture.session().spid());
    }

    @Test
    void database_without_user_is_closed() {
        Session stranger = fixture.session("stranger", "Sensible#Password3", "");

        assertEquals(List.of(916), run(stranger, "USE shop").errorNumbers());
    }

    @Test
    void objects_need_permissions() {
        Session clerk = clerk();
        assertEquals(List.of(229), run(clerk, "SELECT * FROM dbo.goods").errorNumbers());
        assertEquals(List.of(229), run(clerk, "EXEC dbo.count_secretly").errorNumbers());
        assertEquals(List.of(262), run(clerk, "CREATE TABLE dbo.t (a int)").errorNumbers());
        assertEquals(
                List.of(15247),
                run(clerk, "CREATE LOGIN x WITH PASSWORD = 'Sensible#Password5'")
                        .errorNumbers());
    }

    @Test
    void procedure_gives_access_to_objects_of_its_owner_except_by_dynamic_sql() {
        succeed(admin, "GRANT EXECUTE ON dbo.count_goods TO clerk");
        succeed(admin, "GRANT EXECUTE ON dbo.count_dynamically TO clerk");
        succeed(admin, "GRANT EXECUTE ON dbo.count_as_owner TO clerk");
        Session clerk = clerk();

        assertEquals(0, succeed(clerk, "EXEC dbo.count_goods").value());
        assertEquals(List.of(229), run(clerk, "EXEC dbo.count_dynamically").errorNumbers());
        assertEquals(0, succeed(clerk, "EXEC dbo.count_as_owner").value());
        assertEquals("clerk", succeed(clerk, "SELECT USER_NAME()").value());
    }

    @Test
    void temporary_tables_need_no_permission() {
        assertEquals(
                1,
                succeed(clerk(), "CREATE TABLE #t (a int) INSERT #t VALUES (1) SELECT a FROM #t")
                        .value());
    }

    @Test
    void database_in_use_is_not_dropped() {
        Session clerk = clerk();

        assertEquals(List.of(3702), run(fixture.session(), "DROP DATABASE shop").errorNumbers());
        clerk.close();
    }
}
