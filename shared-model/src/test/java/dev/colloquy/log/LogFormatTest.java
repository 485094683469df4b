package dev.colloquy.log;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogFormatTest {
    @Test
    void lines_are_json_in_a_container() {
        assertTrue(isJson(true, Map.of()));
        assertTrue(isJson(false, Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1")));
    }

    @Test
    void lines_are_plain_elsewhere_and_on_the_terminal_of_a_container() {
        assertFalse(isJson(false, Map.of()));
        assertFalse(isJson(true, Map.of("TERM", "xterm")));
    }

    @Test
    void either_can_be_asked_for() {
        assertTrue(isJson(false, Map.of("colloquy.log.json", "true", "TERM", "xterm")));
        assertFalse(isJson(true, Map.of("colloquy.log.json", "false")));
    }

    @Test
    void the_setting_of_quarkus_has_the_last_word() {
        assertFalse(isJson(true, Map.of("quarkus.log.console.json.enabled", "false")));
    }

    private static boolean isJson(boolean containerMark, Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "settings", 300))
                .withSources(new LogFormat(() -> containerMark))
                .build()
                .getValue("quarkus.log.console.json.enabled", boolean.class);
    }
}
