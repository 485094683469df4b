package dev.colloquy.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.event.Startup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPolicyTest {
    private static final String ISSUER = "https://id.example/realms/colloquy";

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1", "127.8.8.8"})
    void without_authentication_a_service_starts_on_loopback(String host) {
        assertDoesNotThrow(() -> start(Configured.nothing(), host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.7", "no.such.host.invalid"})
    void without_authentication_it_does_not_start_anywhere_else(String host) {
        ConfigurationException refusal =
                assertThrows(ConfigurationException.class, () -> start(Configured.nothing(), host));

        assertTrue(refusal.getMessage().startsWith("quarkus.http.host=" + host), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("\n"), refusal.getMessage());
    }

    @Test
    void unless_that_is_asked_for() {
        assertDoesNotThrow(() -> start(Configured.anonymous(), "0.0.0.0"));
    }

    @Test
    void with_a_key_or_an_issuer_it_starts_anywhere_and_asks_everybody() {
        AccessConfig key = Configured.key("orders", Configured.hash(Configured.KEY), "read");
        AccessConfig tokens = Configured.tokens(ISSUER, "colloquy", "https://id.example/jwks");

        assertTrue(start(key, "0.0.0.0").isRequired());
        assertTrue(start(tokens, "0.0.0.0").isRequired());
    }

    @Test
    void an_issuer_without_an_audience_is_refused() {
        AccessConfig tokens = Configured.tokens(ISSUER, null, "https://id.example/jwks");

        assertThrows(ConfigurationException.class, () -> start(tokens, "127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://id.example/jwks", "ftp://id.example/jwks", "/no/such/file.json", "https://a b"})
    void keys_are_fetched_where_nobody_can_change_them_on_the_way(String keys) {
        AccessConfig tokens = Configured.tokens(ISSUER, "colloquy", keys);

        assertThrows(ConfigurationException.class, () -> start(tokens, "127.0.0.1"));
    }

    private static AccessPolicy start(AccessConfig config, String host) {
        AccessPolicy policy = new AccessPolicy(new ApiKeys(config), config, host);
        policy.check(new Startup());
        return policy;
    }
}
