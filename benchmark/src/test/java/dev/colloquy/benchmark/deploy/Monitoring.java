package dev.colloquy.benchmark.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The alerts and the dashboard in {@code monitoring/}, and the metrics that they ask for. */
public final class Monitoring {
    static final Path FOLDER = CommandLine.REPOSITORY.resolve("monitoring");

    /** Labels: between braces, and after {@code by}, {@code on} and {@code without}. */
    private static final Pattern LABELS = Pattern.compile("\\{[^}]*}|\\b(by|on|without)\\s*\\([^)]*\\)");

    /** A name with an underscore that is not called as a function. */
    private static final Pattern NAME = Pattern.compile("\\b[a-z][a-z0-9]*(_[a-z0-9]+)+\\b(?!\\s*\\()");

    private Monitoring() {}

    /** The names of all metrics, Prometheus' own excepted, that an alert or a panel asks for. */
    public static SortedSet<String> metrics() throws IOException {
        SortedSet<String> metrics = new TreeSet<>();
        Stream.of(alerts(), dashboard())
                .flatMap(document -> document.findValuesAsText("expr").stream())
                .flatMap(Monitoring::metricsIn)
                .forEach(metrics::add);
        return metrics;
    }

    /** The names of metrics in an expression of PromQL. */
    static Stream<String> metricsIn(String expression) {
        String withoutLabels = LABELS.matcher(expression).replaceAll(" ");
        return NAME.matcher(withoutLabels).results().map(MatchResult::group);
    }

    static JsonNode alerts() throws IOException {
        return new YAMLMapper().readTree(FOLDER.resolve("prometheus/alerts.yml").toFile());
    }

    static JsonNode dashboard() throws IOException {
        return new JsonMapper()
                .readTree(FOLDER.resolve("grafana/dashboards/colloquy.json").toFile());
    }
}
