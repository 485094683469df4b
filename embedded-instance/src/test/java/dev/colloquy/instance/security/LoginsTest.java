package dev.colloquy.instance.security;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlError;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginsTest {
    private static final String PASSWORD = "Correct-Horse-1";

    @TempDir
    Path directory;

    private SecurityInstance instance;

    @BeforeEach
    void open() throws Exception {
        instance = new SecurityInstance(directory);
    }

    @AfterEach
    void close() throws Exception {
        instance.close();
    }

    private Logins logins() {
        return instance.security().logins();
    }

    private Login create(String name) {
        return instance.committed(transaction -> create(transaction, name));
    }

    private Login create(Transaction transaction, String name) {
        return logins().create(transaction, name, PASSWORD, Optional.empty(), true);
    }

    @Test
    void sa_is_sysadmin_from_the_first_start() {
        Login sa = logins().named("SA").orElseThrow();

        assertEquals(Login.SA, sa.id());
        assertTrue(logins().isMember(sa, "sysadmin"));
        assertFalse(logins().authenticates(sa, ""));
    }

    @Test
    void sa_keeps_its_password_over_a_restart() throws Exception {
        logins().setSaPassword(PASSWORD);
        instance.restart();
        Login sa = logins().named("sa").orElseThrow();

        assertTrue(logins().authenticates(sa, PASSWORD));
        assertTrue(logins().authenticates(sa, PASSWORD), "remembered");
        assertFalse(logins().authenticates(sa, PASSWORD + "x"));
    }

    @Test
    void the_old_password_of_sa_no_longer_opens_after_it_was_replaced() throws Exception {
        logins().setSaPassword(PASSWORD);
        Login sa = logins().named("sa").orElseThrow();
        assertTrue(logins().authenticates(sa, PASSWORD));
        logins().setSaPassword("Another-Horse-2");

        assertFalse(logins().authenticates(sa, PASSWORD));
        assertTrue(logins().authenticates(sa, "Another-Horse-2"));
    }

    @ParameterizedTest
    @CsvSource({"Ab1!,15116", "abcdefgh,15118", "abcdefgh1,15118", "'',15116", "My-peer-Login1,15118"})
    void weak_passwords_are_refused(String password, int number) {
        instance.rollBack(transaction -> {
            SqlError error = assertThrows(
                    SqlError.class, () -> logins().create(transaction, "peer", password, Optional.empty(), true));
            assertEquals(number, error.number());
        });
    }

    @Test
    void a_weak_password_for_sa_is_refused_with_a_reason() {
        WeakPassword refusal = assertThrows(WeakPassword.class, () -> logins().setSaPassword("short"));

        assertTrue(refusal.getMessage().contains("too short"));
    }

    @Test
    void without_policy_any_password_will() {
        Login login =
                instance.committed(transaction -> logins().create(transaction, "weak", "", Optional.empty(), false));

        assertTrue(logins().authenticates(login, ""));
        assertFalse(logins().authenticates(login, "x"));
    }

    @Test
    void a_name_is_taken_in_any_letter_case() {
        create("Peer");
        instance.rollBack(transaction -> {
            SqlError error = assertThrows(SqlError.class, () -> create(transaction, "PEER"));
            assertEquals(15025, error.number());
            assertEquals("The server principal 'PEER' already exists.", error.getMessage());
        });
    }

    @Test
    void a_restart_keeps_logins_and_roles() throws Exception {
        Login login = create("Peer");
        instance.commit(transaction -> logins().addMember(transaction, "sysadmin", login));
        instance.restart();
        Login kept = logins().named("peer").orElseThrow();

        assertEquals(login.id(), kept.id());
        assertEquals("master", kept.defaultDatabase());
        assertTrue(logins().isMember(kept, "sysadmin"));
        assertTrue(logins().authenticates(kept, PASSWORD));
    }

    @Test
    void rollback_undoes_creation() {
        instance.rollBack(transaction -> create(transaction, "peer"));

        assertTrue(logins().named("peer").isEmpty());
    }

    @Test
    void rollback_undoes_a_change_of_password() {
        Login login = create("peer");
        instance.rollBack(
                transaction -> logins().alter(transaction, login, Optional.of(false), Optional.of("Another-Horse-2")));

        assertTrue(logins().authenticates(login, PASSWORD));
        assertFalse(logins().named("peer").orElseThrow().disabled());
    }

    @Test
    void alter_changes_password_and_state() throws Exception {
        Login login = create("peer");
        instance.commit(
                transaction -> logins().alter(transaction, login, Optional.of(false), Optional.of("Another-Horse-2")));
        instance.restart();
        Login changed = logins().named("peer").orElseThrow();

        assertTrue(changed.disabled());
        assertTrue(logins().authenticates(changed, "Another-Horse-2"));
        assertFalse(logins().authenticates(changed, PASSWORD));
    }

    @Test
    void dropping_a_login_orphans_its_users() {
        Login login = create("peer");
        Principals principals = instance.security().principals();
        Principal user = instance.committed(transaction ->
                principals.createUser(transaction, Database.MASTER, "peer", Optional.of(login), Optional.empty()));
        instance.commit(transaction -> logins().drop(transaction, login));

        assertTrue(logins().named("peer").isEmpty());
        assertTrue(principals
                .withId(Database.MASTER, user.id())
                .orElseThrow()
                .loginId()
                .isEmpty());
    }

    @Test
    void the_owner_of_a_database_cannot_be_dropped() {
        Login login = create("peer");
        Database database = instance.createDatabase("Orders");
        instance.commit(transaction -> instance.security().principals().setOwner(transaction, database.id(), login));
        instance.rollBack(transaction -> {
            SqlError error = assertThrows(SqlError.class, () -> logins().drop(transaction, login));
            assertEquals(15174, error.number());
        });
    }
}
