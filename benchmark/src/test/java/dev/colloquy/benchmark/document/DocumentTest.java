package dev.colloquy.benchmark.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.colloquy.benchmark.http.HttpResults;
import dev.colloquy.benchmark.results.Machine;
import dev.colloquy.benchmark.results.Quantiles;
import dev.colloquy.benchmark.results.ResultFile;
import dev.colloquy.benchmark.results.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentTest {
    private static final Machine MACHINE = new Machine("2026-01-01", 2, 24, "Debian", "Linux", "Java");

    @TempDir
    Path folder;

    private Document document;

    private static HttpResults.OfSystem system(String name, double first, double second, double p50) {
        List<HttpResults.Round> rounds = List.of(new HttpResults.Round(first, p50), new HttpResults.Round(second, p50));
        Spread perSecond = Spread.of(List.of(first, second));
        Quantiles times = new Quantiles(p50, 2 * p50, 3 * p50, 1_000);
        return new HttpResults.OfSystem(
                name,
                300,
                400,
                0.5,
                List.of(
                        new HttpResults.Level(1, perSecond, times, 1.5, 0, rounds),
                        new HttpResults.Level(64, perSecond, times, 1.25, 0, rounds)));
    }

    @BeforeEach
    void measure() throws IOException {
        Path results = folder.resolve("results");
        new ResultFile(results.resolve("http.json"))
                .write(new HttpResults(
                        MACHINE,
                        2,
                        4,
                        20_000,
                        List.of(
                                system("colloquy", 1_200, 1_000, 6),
                                system("rabbitmq", 800, 1_000, 3),
                                system("rabbitmq without ledger", 2_400, 2_000, 2))));
        Files.writeString(results.resolve("latest.json"), "{\"chaos\":{\"lost\":0}}");
        Path template = folder.resolve("template.md");
        Files.writeString(template, "By hand.\n\n${http.throughput}\n\n${engine.backlog}\n");
        document = new Document(results, template, folder.resolve("docs"));
    }

    @Test
    void prose_stays_and_figures_are_put_in() throws IOException {
        assertEquals("""
                By hand.

                | system | 1 client | 64 clients |
                | --- | ---: | ---: |
                | colloquy | 1,100 (1,000–1,200) | 1,100 (1,000–1,200) |
                | rabbitmq | 900 (800–1,000) | 900 (800–1,000) |
                | rabbitmq without ledger | 2,200 (2,000–2,400) | 2,200 (2,000–2,400) |

                (not measured yet: `./bench engine`)
                """, document.text());
    }

    @Test
    void the_ratios_of_each_round_go_to_the_latest_results_beside_the_others() throws IOException {
        document.write();

        JsonNode latest = new ObjectMapper()
                .readTree(folder.resolve(Path.of("results", "latest.json")).toFile());
        JsonNode ratios = latest.path("ratios");
        assertEquals(1.25, ratios.path("throughput_64_vs_rabbitmq").asDouble());
        assertEquals(
                0.5, ratios.path("throughput_64_vs_rabbitmq_without_ledger").asDouble());
        assertEquals(2, ratios.path("latency_1_vs_rabbitmq").asDouble());
        assertEquals(
                1.5,
                latest.path("spread")
                        .path("throughput_64_vs_rabbitmq")
                        .path("max")
                        .asDouble());
        assertEquals(0, latest.path("chaos").path("lost").asInt(-1));
    }

    @Test
    void the_plots_have_a_place_for_each_number_of_clients() throws IOException {
        document.write();

        String plot = Files.readString(folder.resolve(Path.of("docs", "plots", "throughput.svg")));
        assertTrue(plot.contains(">1</text>") && plot.contains(">64</text>"), plot);
    }

    @Test
    void the_document_of_the_repository_is_what_its_results_make() throws IOException {
        Path repository = Path.of("").toAbsolutePath().getParent();
        Document ofRepository = new Document(
                repository.resolve(Path.of("benchmark", "results")),
                repository.resolve(Path.of("benchmark", "src", "main", "docs", "performance.md")),
                repository.resolve("docs"));

        assertEquals(
                Files.readString(repository.resolve(Path.of("docs", "performance.md"))),
                ofRepository.text(),
                "run ./bench document");
    }
}
