package dev.colloquy.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.colloquy.access.AccessConfig.KeyConfig;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class AccessConfigTest {
    @Test
    void without_settings_nobody_is_asked() {
        AccessConfig config = config(new PropertiesConfigSource(Map.of(), "none", 100));

        assertEquals(Map.of(), config.keys());
        assertFalse(TokenIssuer.isConfigured(config.jwt()));
        assertFalse(config.allowAnonymous());
        assertEquals(List.of("scope", "scp", "groups"), config.jwt().claims());
        assertEquals(Set.of("begin"), config.jwt().grants().begin());
    }

    @Test
    void keys_may_stand_in_a_file_of_properties() {
        AccessConfig config = config(new PropertiesConfigSource(
                Map.of(
                        "colloquy.access.keys.\"orders.eu\".hash", "00",
                        "colloquy.access.keys.\"orders.eu\".scopes", "begin,read"),
                "file",
                100));

        KeyConfig key = config.keys().get("orders.eu");
        assertEquals("00", key.hash());
        assertEquals(Set.of("begin", "read"), key.scopes());
    }

    @Test
    void keys_may_come_from_the_environment() {
        AccessConfig config = config(new EnvConfigSource(
                Map.of(
                        "COLLOQUY_ACCESS_KEYS_ORDERS_HASH", "00",
                        "COLLOQUY_ACCESS_KEYS_ORDERS_SCOPES", "read"),
                300));

        assertEquals("00", config.keys().get("orders").hash());
    }

    private static AccessConfig config(ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .withMapping(AccessConfig.class)
                .withSources(source)
                .build()
                .getConfigMapping(AccessConfig.class);
    }
}
