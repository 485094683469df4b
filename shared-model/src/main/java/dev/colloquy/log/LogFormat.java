package dev.colloquy.log;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Gives {@code quarkus.log.console.json.enabled} the value that {@link LogConfig} describes. It is a default: the setting
 * itself, in whatever source, goes before it.
 */
public final class LogFormat implements ConfigSourceFactory {
    private static final String JSON_LINES = "quarkus.log.console.json.enabled";

    /** Below {@code application.properties}, which has 250. */
    private static final int ORDINAL = 50;

    private static final List<Path> CONTAINER_MARKS = List.of(Path.of("/.dockerenv"), Path.of("/run/.containerenv"));

    private final BooleanSupplier containerMark;

    /** For the service loader. */
    public LogFormat() {
        this(() -> CONTAINER_MARKS.stream().anyMatch(Files::exists));
    }

    LogFormat(BooleanSupplier containerMark) {
        this.containerMark = containerMark;
    }

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> format = Map.of(JSON_LINES, String.valueOf(jsonLines(context)));
        return List.of(new PropertiesConfigSource(format, "log format", ORDINAL));
    }

    private boolean jsonLines(ConfigSourceContext context) {
        String wish = value(context, "colloquy.log.json").toLowerCase(Locale.ROOT);
        return wish.equals("true") || (!wish.equals("false") && isContainer(context) && !isTerminal(context));
    }

    /** containerd, which Kubernetes mostly runs on, leaves no mark in the file system. */
    private boolean isContainer(ConfigSourceContext context) {
        return containerMark.getAsBoolean()
                || !value(context, "KUBERNETES_SERVICE_HOST").isEmpty();
    }

    /** Containers have TERM if they were given a terminal. */
    private static boolean isTerminal(ConfigSourceContext context) {
        return !value(context, "TERM").isEmpty();
    }

    private static String value(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value == null || value.getValue() == null ? "" : value.getValue();
    }
}
