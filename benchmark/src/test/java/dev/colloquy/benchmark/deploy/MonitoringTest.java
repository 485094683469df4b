package dev.colloquy.benchmark.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Alert rules and dashboard in {@code monitoring/}. */
class MonitoringTest {
    private static final Path PROMETHEUS = Monitoring.FOLDER.resolve("prometheus");

    private static List<JsonNode> rules() throws IOException {
        return Manifests.each(Monitoring.alerts().path("groups"))
                .flatMap(group -> Manifests.each(group.path("rules")))
                .toList();
    }

    @Test
    void alerts_and_panels_ask_for_documented_metrics_only() throws IOException {
        Set<String> unknown = Monitoring.metrics();
        unknown.removeAll(documented());
        assertEquals(Set.of(), unknown);
    }

    /** The names of docs/metrics.md as Prometheus gets them. */
    private static Set<String> documented() throws IOException {
        Set<String> names = new HashSet<>();
        for (String line : Files.readAllLines(CommandLine.REPOSITORY.resolve("docs/metrics.md"))) {
            String[] cells = line.split("\\|");
            if (line.startsWith("| `")) {
                String name = cells[1].replace("`", "").strip().replace('.', '_');
                String unit = cells[3].strip().equals("seconds") ? "_seconds" : "";
                names.addAll(
                        switch (cells[2].strip()) {
                            case "counter" -> Set.of(name + "_total");
                            case "gauge" -> Set.of(name + unit);
                            default -> Set.of(name + unit + "_count", name + unit + "_sum", name + unit + "_max");
                        });
            }
        }
        return names;
    }

    @Test
    void every_alert_says_how_bad_it_is_what_has_happened_and_which_page_helps() throws IOException {
        for (JsonNode rule : rules()) {
            String alert = rule.path("alert").asText();
            assertTrue(
                    Set.of("critical", "warning")
                            .contains(rule.at("/labels/severity").asText()),
                    alert);
            assertFalse(rule.at("/annotations/summary").asText().isEmpty(), alert);
            assertTrue(rule.at("/annotations/runbook_url").asText().startsWith("docs/operations.md#"), alert);
        }
    }

    @Test
    void every_alert_has_an_example_of_when_it_fires() throws IOException {
        String examples = Files.readString(PROMETHEUS.resolve("alerts_test.yml"));
        for (JsonNode rule : rules()) {
            String alert = rule.path("alert").asText();
            assertTrue(examples.contains("alertname: " + alert + "\n"), alert);
        }
    }

    @Test
    void prometheus_takes_the_configuration_and_the_alerts_fire_as_their_examples_say() throws Exception {
        assumeTrue(
                CommandLine.has("promtool", "promtool", "--version"),
                "not checked: no promtool in the PATH (.ci/tools brings one)");
        CommandLine.output(
                "promtool",
                "check",
                "config",
                PROMETHEUS.resolve("prometheus.yml").toString());
        CommandLine.output(
                "promtool",
                "test",
                "rules",
                PROMETHEUS.resolve("alerts_test.yml").toString());
    }

    @Test
    void panels_have_a_description_a_place_of_their_own_and_the_chosen_data_source() throws IOException {
        Set<String> places = new HashSet<>();
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : Monitoring.dashboard().path("panels")) {
            String title = panel.path("title").asText();
            assertTrue(ids.add(panel.path("id").asInt()), title);
            for (int x = 0; x < panel.at("/gridPos/w").asInt(); x++) {
                for (int y = 0; y < panel.at("/gridPos/h").asInt(); y++) {
                    assertTrue(
                            places.add((panel.at("/gridPos/x").asInt() + x) + ","
                                    + (panel.at("/gridPos/y").asInt() + y)),
                            title);
                }
            }
            boolean row = panel.path("type").asText().equals("row");
            assertTrue(row || !panel.path("description").asText().isEmpty(), title);
            assertTrue(row || panel.at("/datasource/uid").asText().equals("${datasource}"), title);
        }
    }
}
