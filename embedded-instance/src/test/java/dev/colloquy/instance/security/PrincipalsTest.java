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

class PrincipalsTest {
    @TempDir
    Path directory;

    private SecurityInstance instance;
    private Database database;

    @BeforeEach
    void open() throws Exception {
        instance = new SecurityInstance(directory);
        database = instance.createDatabase("Orders");
    }

    @AfterEach
    void close() throws Exception {
        instance.close();
    }

    private Principals principals() {
        return instance.security().principals();
    }

    private Login login(String name) {
        return instance.committed(transaction ->
                instance.security().logins().create(transaction, name, "Correct-Horse-1", Optional.empty(), true));
    }

    private Principal user(String name, Optional<Login> login) {
        return instance.committed(
                transaction -> principals().createUser(transaction, database.id(), name, login, Optional.empty()));
    }

    private Principal role(String name) {
        return instance.committed(
                transaction -> principals().createRole(transaction, database.id(), name, Optional.empty()));
    }

    private Principal principal(String name) {
        return principals().named(database.id(), name).orElseThrow();
    }

    @Test
    void every_database_has_the_fixed_principals() {
        assertEquals(Principal.DBO, principal("DBO").id());
        assertEquals(Principal.GUEST, principal("guest").id());
        assertEquals(Principal.PUBLIC, principal("public").id());
        assertEquals(Principal.DB_OWNER, principal("db_owner").id());
        assertEquals(Optional.of(Login.SA), principal("dbo").loginId());
    }

    @Test
    void sysadmin_is_dbo_everywhere() {
        Login sa = instance.security().logins().named("sa").orElseThrow();

        assertEquals("dbo", principals().userOf(database.id(), sa).orElseThrow().name());
    }

    @Test
    void the_owner_of_the_database_is_dbo() {
        Login owner = login("owner");
        instance.commit(transaction -> principals().setOwner(transaction, database.id(), owner));

        assertEquals(
                "dbo", principals().userOf(database.id(), owner).orElseThrow().name());
        assertEquals(Optional.of(owner.id()), principal("dbo").loginId());
    }

    @Test
    void a_login_is_its_mapped_user_after_a_restart_too() throws Exception {
        Login login = login("peer");
        Principal user = user("PeerUser", Optional.of(login));
        instance.restart();

        Principal found = principals().userOf(database.id(), login).orElseThrow();
        assertEquals(user.id(), found.id());
        assertEquals("PeerUser", found.name());
        assertEquals(Optional.of("dbo"), found.defaultSchema());
    }

    @Test
    void a_login_without_user_is_guest_in_system_databases_only() {
        Login login = login("peer");

        assertTrue(principals().userOf(database.id(), login).isEmpty());
        assertTrue(principals().userOf(Database.MODEL, login).isEmpty());
        for (int open : new int[] {Database.MASTER, Database.TEMPDB, Database.MSDB}) {
            assertEquals(
                    Principal.GUEST,
                    principals().userOf(open, login).orElseThrow().id());
        }
    }

    @Test
    void granting_connect_to_guest_opens_the_database() {
        Login login = login("peer");
        instance.commit(transaction -> instance.security()
                .permissions()
                .grant(transaction, "CONNECT", Securable.database(database.id()), principal("guest")));

        assertEquals(
                Principal.GUEST,
                principals().userOf(database.id(), login).orElseThrow().id());
    }

    @Test
    void denying_connect_to_a_user_closes_the_database() {
        Login login = login("peer");
        Principal user = user("peer", Optional.of(login));
        instance.commit(transaction -> instance.security()
                .permissions()
                .deny(transaction, "CONNECT", Securable.database(database.id()), user));

        assertTrue(principals().userOf(database.id(), login).isEmpty());
    }

    @Test
    void a_name_is_taken_in_any_letter_case() {
        user("Proxy", Optional.empty());
        instance.rollBack(transaction -> {
            SqlError error = assertThrows(
                    SqlError.class,
                    () -> principals().createRole(transaction, database.id(), "PROXY", Optional.empty()));
            assertEquals(15023, error.number());
            assertEquals("User, group, or role 'PROXY' already exists in the current database.", error.getMessage());
        });
    }

    @Test
    void a_login_has_one_user_in_a_database() {
        Login login = login("peer");
        user("first", Optional.of(login));
        instance.rollBack(transaction -> {
            SqlError error = assertThrows(
                    SqlError.class,
                    () -> principals()
                            .createUser(transaction, database.id(), "second", Optional.of(login), Optional.empty()));
            assertEquals(15063, error.number());
        });
    }

    @Test
    void roles_nest() {
        Principal user = user("proxy", Optional.empty());
        Principal inner = role("inner");
        Principal outer = role("outer");
        instance.commit(transaction -> {
            principals().addMember(transaction, outer, inner);
            principals().addMember(transaction, inner, user);
        });

        assertTrue(principals().isMember(user, "OUTER"));
        assertTrue(principals().isMember(user, "public"));
        assertFalse(principals().isMember(user, "db_owner"));
        assertTrue(principals().isMember(principal("dbo"), "db_owner"));
    }

    @Test
    void a_role_cannot_contain_itself() {
        Principal inner = role("inner");
        Principal outer = role("outer");
        instance.commit(transaction -> principals().addMember(transaction, outer, inner));
        instance.rollBack(transaction -> {
            SqlError error = assertThrows(SqlError.class, () -> principals().addMember(transaction, inner, outer));
            assertEquals(15413, error.number());
        });
    }

    @Test
    void membership_ends_with_removal_and_comes_back_with_rollback() throws Exception {
        Principal user = user("proxy", Optional.empty());
        Principal owners = principal("db_owner");
        instance.commit(transaction -> principals().addMember(transaction, owners, user));
        instance.rollBack(transaction -> {
            principals().removeMember(transaction, owners, user);
            assertFalse(principals().isMember(user, "db_owner"));
        });
        instance.restart();

        assertTrue(principals().isMember(user, "db_owner"));
        instance.commit(transaction -> principals().removeMember(transaction, owners, user));
        assertFalse(principals().isMember(user, "db_owner"));
    }

    @Test
    void dropping_a_user_takes_its_permissions_with_it() {
        Principal user = user("proxy", Optional.empty());
        instance.commit(transaction -> principals().drop(transaction, user));

        assertTrue(principals().named(database.id(), "proxy").isEmpty());
        assertTrue(instance.security().permissions().all(database.id()).stream()
                .noneMatch(entry -> entry.granteeId() == user.id()));
    }

    @Test
    void fixed_principals_and_roles_with_members_stay() {
        Principal role = role("readers");
        Principal user = user("proxy", Optional.empty());
        instance.commit(transaction -> principals().addMember(transaction, role, user));
        instance.rollBack(transaction -> {
            assertEquals(
                    15150,
                    assertThrows(SqlError.class, () -> principals().drop(transaction, principal("dbo")))
                            .number());
            assertEquals(
                    15144,
                    assertThrows(SqlError.class, () -> principals().drop(transaction, role))
                            .number());
        });
    }

    @Test
    void nothing_is_left_of_a_dropped_database() {
        user("proxy", Optional.empty());
        instance.commit(transaction -> {
            instance.security().forget(transaction, database.id());
            instance.storage().databases().drop(transaction, database);
        });

        assertTrue(principals().named(database.id(), "proxy").isEmpty());
        assertTrue(instance.security().permissions().all(database.id()).isEmpty());
    }
}
