package dev.colloquy.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
    private static final String HASH = Configured.hash(Configured.KEY);

    @Test
    void a_key_is_known_by_its_hash() {
        ApiKey key = keys("orders", HASH, "begin", "read").find(Configured.KEY).orElseThrow();

        assertEquals("orders", key.getName());
        assertEquals(Set.of(Scope.BEGIN, Scope.READ), key.scopes());
    }

    @Test
    void the_hash_is_what_openssl_prints_in_either_case() {
        // printf %s clq_0123456789abcdefghijklmnopqrstuvwxyz | openssl dgst -sha256 -r
        assertEquals("7040d6975860c442a9342ea0f4cc36a51f366c944eb51d160f2fc86f2e921975", HASH);
        assertTrue(keys("orders", HASH.toUpperCase(Locale.ROOT), "read")
                .find(Configured.KEY)
                .isPresent());
    }

    @Test
    void another_key_and_the_hash_itself_are_not_known() {
        ApiKeys keys = keys("orders", HASH, "read");

        assertTrue(keys.find(Configured.KEY + "0").isEmpty());
        assertTrue(keys.find(HASH).isEmpty());
        assertTrue(keys.find("").isEmpty());
    }

    @Test
    void what_is_short_enough_to_be_guessed_is_no_key_even_if_its_hash_is_configured() {
        assertTrue(keys("orders", Configured.hash("password"), "read")
                .find("password")
                .isEmpty());
    }

    @Test
    void a_hash_that_is_none_is_refused_at_start_and_not_quoted() {
        String message = refusal("orders", Configured.KEY, "read");

        assertTrue(message.startsWith("colloquy.access.keys.orders.hash"), message);
        assertFalse(message.contains(Configured.KEY), message);
    }

    @Test
    void a_scope_that_does_not_exist_is_refused_at_start() {
        assertEquals(
                "colloquy.access.keys.orders.scopes: 'write' is none of begin, read and operate",
                refusal("orders", HASH, "write"));
    }

    @Test
    void a_name_that_would_not_fit_into_the_ledger_is_refused_at_start() {
        assertTrue(refusal("n".repeat(65), HASH, "read").contains("1 to 64 characters"));
    }

    private static String refusal(String name, String hash, String scope) {
        return assertThrows(ConfigurationException.class, () -> keys(name, hash, scope))
                .getMessage();
    }

    private static ApiKeys keys(String name, String hash, String... scopes) {
        return new ApiKeys(Configured.key(name, hash, scopes));
    }
}
