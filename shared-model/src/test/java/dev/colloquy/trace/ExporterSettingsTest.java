package dev.colloquy.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExporterSettingsTest {
    private static final String DISABLED = "quarkus.otel.sdk.disabled";

    @Test
    void without_an_endpoint_nothing_is_traced() {
        assertEquals("true", config(Map.of(), Map.of()).getValue(DISABLED, String.class));
    }

    @Test
    void the_variables_of_opentelemetry_turn_it_on() {
        SmallRyeConfig config = config(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317"), Map.of());

        assertEquals("false", config.getValue(DISABLED, String.class));
        assertEquals("http://collector:4317", config.getValue("quarkus.otel.exporter.otlp.endpoint", String.class));
    }

    @Test
    void so_do_the_settings_of_quarkus_which_go_first() {
        SmallRyeConfig config = config(
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317"),
                Map.of("quarkus.otel.exporter.otlp.endpoint", "http://other:4317"));

        assertEquals("false", config.getValue(DISABLED, String.class));
        assertEquals("http://other:4317", config.getValue("quarkus.otel.exporter.otlp.endpoint", String.class));
    }

    @Test
    void an_endpoint_can_be_left_unused() {
        Map<String, String> environment =
                Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://collector:4317", "OTEL_SDK_DISABLED", "true");

        assertEquals("true", config(environment, Map.of()).getValue(DISABLED, String.class));
    }

    private static SmallRyeConfig config(Map<String, String> environment, Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(environment, 300))
                .withSources(new PropertiesConfigSource(settings, "settings", 400))
                .withDefaultValue("quarkus.otel.exporter.otlp.endpoint", "http://localhost:4317")
                .withSources(new ExporterSettings())
                .build();
    }
}
