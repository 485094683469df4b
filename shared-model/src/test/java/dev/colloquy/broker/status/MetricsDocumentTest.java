package dev.colloquy.broker.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colloquy.contract.Side;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/metrics.md} and the registry name the same meters. */
class MetricsDocumentTest {
    private static final Path DOCUMENT = Path.of("docs", "metrics.md");

    @ParameterizedTest
    @EnumSource
    void the_document_lists_every_meter_of_each_side_and_no_other(Side side) throws IOException {
        assertEquals(documented(), registered(side));
    }

    private static SortedSet<String> documented() throws IOException {
        return Files.readAllLines(document()).stream()
                .dropWhile(Predicate.not("<!-- begin both -->"::equals))
                .takeWhile(Predicate.not("<!-- end both -->"::equals))
                .filter(line -> line.startsWith("| `"))
                .map(MetricsDocumentTest::row)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Name, type and tags of a row of the table. */
    private static String row(String line) {
        String[] cells = line.split("\\|");
        return cells[1].strip() + " " + cells[2].strip() + " " + cells[4].strip();
    }

    private static Path document() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve(DOCUMENT))) {
            directory = directory.getParent();
        }
        return directory.resolve(DOCUMENT);
    }

    private static SortedSet<String> registered(Side side) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Observation nothing =
                new Observation(Sample.none(), Statuses.sample(Optional.of(Statuses.inspection())), Statuses.RUNNING);
        new BrokerMeters(side.queue(), () -> nothing, () -> 0).bindTo(registry);
        return registry.getMeters().stream()
                .map(MetricsDocumentTest::row)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String row(Meter meter) {
        String tags = meter.getId().getTags().stream()
                .map(Tag::getKey)
                .map(key -> "`" + key + "`")
                .collect(Collectors.joining(", "));
        String type = meter instanceof FunctionCounter ? "counter" : "gauge";
        return "`" + meter.getId().getName() + "` " + type + " " + tags;
    }
}
