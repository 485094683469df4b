package dev.colloquy.instance.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.types.SqlError;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermissionsTest {
    private static final int SERVICE = 65536;
    private static final int QUEUE = 2_000_000;
    private static final int SCHEMA = 5;
    private static final int ENDPOINT = 65536;

    @TempDir
    Path directory;

    private SecurityInstance instance;
    private Database database;
    private Principal user;
    private Login login;

    @BeforeEach
    void open() throws Exception {
        instance = new SecurityInstance(directory);
        database = instance.createDatabase("Orders");
        login = instance.committed(transaction ->
                instance.security().logins().create(transaction, "peer", "Correct-Horse-1", Optional.empty(), true));
        user = instance.committed(transaction ->
                principals().createUser(transaction, database.id(), "proxy", Optional.of(login), Optional.empty()));
    }

    @AfterEach
    void close() throws Exception {
        instance.close();
    }

    private Principals principals() {
        return instance.security().principals();
    }

    private Permissions permissions() {
        return instance.security().permissions();
    }

    private Principal principal(String name) {
        return principals().named(database.id(), name).orElseThrow();
    }

    private Securable service() {
        return Securable.service(database.id(), SERVICE);
    }

    private Securable queue() {
        return Securable.object(database.id(), QUEUE);
    }

    private void grant(String permission, Securable securable, Principal grantee) {
        instance.commit(transaction -> permissions().grant(transaction, permission, securable, grantee));
    }

    private void deny(String permission, Securable securable, Principal grantee) {
        instance.commit(transaction -> permissions().deny(transaction, permission, securable, grantee));
    }

    private boolean maySend() {
        return permissions().allows(user, "SEND", service(), Principal.DBO);
    }

    private boolean mayReceive() {
        return permissions().allows(user, "RECEIVE", queue(), SCHEMA, Principal.DBO);
    }

    @Test
    void nothing_is_allowed_without_a_grant() {
        assertFalse(maySend());
        assertFalse(mayReceive());
    }

    @Test
    void the_owner_may() {
        assertTrue(permissions().allows(user, "SEND", service(), user.id()));
    }

    @Test
    void members_of_the_owning_role_may() {
        Principal role = instance.committed(transaction -> {
            Principal created = principals().createRole(transaction, database.id(), "owners", Optional.empty());
            principals().addMember(transaction, created, user);
            return created;
        });

        assertTrue(permissions().allows(user, "SEND", service(), role.id()));
    }

    @Test
    void dbo_may_even_what_is_denied() {
        deny("SEND", service(), principal("public"));

        assertTrue(permissions().allows(principal("dbo"), "SEND", service(), user.id()));
    }

    @Test
    void a_grant_on_the_service_is_enough() {
        grant("SEND", service(), user);

        assertTrue(maySend());
        assertFalse(permissions().allows(user, "SEND", Securable.service(database.id(), 1), Principal.DBO));
        assertFalse(permissions().allows(user, "ALTER", service(), Principal.DBO));
    }

    @Test
    void a_grant_to_public_reaches_everyone() {
        grant("SEND", service(), principal("public"));

        assertTrue(maySend());
        assertTrue(permissions().allows(principal("guest"), "SEND", service(), Principal.DBO));
    }

    @Test
    void a_grant_to_a_role_reaches_its_members() {
        Principal role = instance.committed(
                transaction -> principals().createRole(transaction, database.id(), "senders", Optional.empty()));
        grant("SEND", service(), role);
        assertFalse(maySend());
        instance.commit(transaction -> principals().addMember(transaction, role, user));

        assertTrue(maySend());
    }

    @Test
    void members_of_db_owner_may() {
        instance.commit(transaction -> principals().addMember(transaction, principal("db_owner"), user));

        assertTrue(maySend());
        assertTrue(mayReceive());
        assertTrue(permissions().allows(user, "CREATE SERVICE", Securable.database(database.id()), Principal.DBO));
    }

    @Test
    void deny_wins_over_every_grant() {
        grant("SEND", service(), user);
        instance.commit(transaction -> principals().addMember(transaction, principal("db_owner"), user));
        deny("SEND", service(), principal("public"));

        assertFalse(maySend());
        assertTrue(mayReceive());
    }

    @Test
    void deny_on_what_holds_the_securable_wins() {
        grant("RECEIVE", queue(), user);
        deny("CONTROL", Securable.schema(database.id(), SCHEMA), user);

        assertFalse(mayReceive());
    }

    @Test
    void control_implies_every_permission() {
        grant("CONTROL", service(), user);
        assertTrue(maySend());
        assertFalse(mayReceive());
        grant("CONTROL", Securable.schema(database.id(), SCHEMA), user);
        assertTrue(mayReceive());
    }

    @Test
    void control_of_the_database_implies_all_in_it() {
        grant("CONTROL", Securable.database(database.id()), user);

        assertTrue(maySend());
        assertTrue(mayReceive());
    }

    @Test
    void select_passes_from_schema_and_database_but_receive_does_not() {
        grant("SELECT", Securable.schema(database.id(), SCHEMA), user);

        assertTrue(permissions().allows(user, "SELECT", queue(), SCHEMA, Principal.DBO));
        assertFalse(permissions().allows(user, "SELECT", queue(), SCHEMA + 1, Principal.DBO));
        assertFalse(mayReceive());
    }

    @Test
    void alter_any_implies_alter_and_create() {
        grant("ALTER ANY SERVICE", Securable.database(database.id()), user);

        assertTrue(permissions().allows(user, "ALTER", service(), Principal.DBO));
        assertTrue(permissions().allows(user, "CREATE SERVICE", Securable.database(database.id()), Principal.DBO));
        assertFalse(maySend());
    }

    @Test
    void readers_read_unless_they_are_denied_readers() {
        instance.commit(transaction -> principals().addMember(transaction, principal("db_datareader"), user));
        assertTrue(permissions().allows(user, "SELECT", queue(), SCHEMA, Principal.DBO));
        assertFalse(permissions().allows(user, "INSERT", queue(), SCHEMA, Principal.DBO));
        instance.commit(transaction -> principals().addMember(transaction, principal("db_denydatareader"), user));
        assertFalse(permissions().allows(user, "SELECT", queue(), SCHEMA, Principal.DBO));
    }

    @Test
    void revoke_takes_back_grant_and_deny() {
        grant("SEND", service(), user);
        deny("SEND", service(), user);
        assertFalse(maySend());
        instance.commit(transaction -> permissions().revoke(transaction, "SEND", service(), user));
        assertFalse(maySend());
        grant("SEND", service(), user);
        assertTrue(maySend());
    }

    @Test
    void a_restart_keeps_grants_and_a_rollback_undoes_them() throws Exception {
        grant("SEND", service(), user);
        instance.rollBack(transaction -> {
            permissions().revoke(transaction, "SEND", service(), user);
            permissions().grant(transaction, "RECEIVE", queue(), user);
            assertFalse(maySend());
        });
        assertTrue(maySend());
        assertFalse(mayReceive());
        instance.restart();

        assertTrue(maySend());
        assertFalse(mayReceive());
    }

    @Test
    void forgetting_a_securable_removes_its_entries() {
        grant("SEND", service(), user);
        instance.commit(transaction -> permissions().forget(transaction, service()));

        assertFalse(maySend());
    }

    @Test
    void fixed_roles_take_no_grants_and_dbo_ignores_them() {
        instance.rollBack(transaction -> {
            SqlError error = assertThrows(
                    SqlError.class, () -> permissions().grant(transaction, "SEND", service(), principal("db_owner")));
            assertEquals(4617, error.number());
            assertEquals(
                    4624,
                    permissions()
                            .deny(transaction, "SEND", service(), principal("dbo"))
                            .orElseThrow()
                            .number());
        });
    }

    @Test
    void connecting_to_an_endpoint_needs_a_grant_to_the_login() {
        Securable endpoint = Securable.endpoint(ENDPOINT);
        assertFalse(permissions().allows(login, "CONNECT", endpoint));
        instance.commit(transaction -> permissions().grant(transaction, "CONNECT", endpoint, login));
        assertTrue(permissions().allows(login, "CONNECT", endpoint));
        instance.commit(transaction -> permissions().deny(transaction, "CONNECT", endpoint, login));

        assertFalse(permissions().allows(login, "CONNECT", endpoint));
        assertTrue(permissions().allows(login, "CONNECT", endpoint, login.id()), "its owner");
    }

    @Test
    void sysadmin_may_everything_on_the_server() {
        Login sa = instance.security().logins().named("sa").orElseThrow();

        assertTrue(permissions().allows(sa, "CONNECT", Securable.endpoint(ENDPOINT)));
        assertTrue(permissions().allows(sa, "CREATE ENDPOINT", Securable.server()));
        assertFalse(permissions().allows(login, "CREATE ENDPOINT", Securable.server()));
    }

    @Test
    void dbcreators_create_databases() {
        assertFalse(permissions().allows(login, "CREATE ANY DATABASE", Securable.server()));
        instance.commit(transaction -> instance.security().logins().addMember(transaction, "dbcreator", login));

        assertTrue(permissions().allows(login, "CREATE ANY DATABASE", Securable.server()));
    }
}
