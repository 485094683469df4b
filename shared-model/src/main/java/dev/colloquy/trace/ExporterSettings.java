package dev.colloquy.trace;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Turns tracing on where there is something to send spans to. Quarkus would send them to {@code localhost:4317}, and does
 * not know the environment variables that OpenTelemetry defines, such as {@code OTEL_EXPORTER_OTLP_ENDPOINT}. All of it are
 * defaults: {@code quarkus.otel.*}, in whatever source, goes before them.
 */
public final class ExporterSettings implements ConfigSourceFactory {
    /** Below {@code application.properties}, which has 250. */
    private static final int ORDINAL = 50;

    private static final String DISABLED = "otel.sdk.disabled";
    private static final List<String> ENDPOINTS =
            List.of("otel.exporter.otlp.endpoint", "otel.exporter.otlp.traces.endpoint");
    private static final List<String> PASSED_ON = List.of(
            DISABLED,
            "otel.exporter.otlp.endpoint",
            "otel.exporter.otlp.protocol",
            "otel.exporter.otlp.headers",
            "otel.exporter.otlp.timeout",
            "otel.exporter.otlp.traces.endpoint",
            "otel.exporter.otlp.traces.protocol",
            "otel.exporter.otlp.traces.headers",
            "otel.traces.sampler.arg",
            "otel.resource.attributes",
            "otel.service.name");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> settings = new HashMap<>();
        for (String name : PASSED_ON) {
            String value = value(context, name);
            if (!value.isEmpty()) {
                settings.put("quarkus." + name, value);
            }
        }
        boolean endpoint = ENDPOINTS.stream()
                .anyMatch(name -> !value(context, name).isEmpty()
                        || !value(context, "quarkus." + name).isEmpty());
        settings.putIfAbsent("quarkus." + DISABLED, String.valueOf(!endpoint));
        if (settings.get("quarkus." + DISABLED).equals("true")) {
            // A disabled SDK exports nothing, but would still make a span for each HTTP request.
            settings.put("quarkus.otel.instrument.vertx-http", "false");
        }
        return List.of(new PropertiesConfigSource(settings, "trace exporter", ORDINAL));
    }

    /** What somebody has set. The defaults of Quarkus are in a source of a negative ordinal. */
    private static String value(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        boolean isSet = value != null && value.getValue() != null && value.getConfigSourceOrdinal() >= 0;
        return isSet ? value.getValue() : "";
    }
}
