package dev.colloquy.benchmark.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.colloquy.benchmark.results.Machine;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JmhResultsTest {
    private static final Machine MACHINE = new Machine("2026-01-01", 2, 24, "Debian", "Linux", "Java");

    @Test
    void a_hot_path_has_class_method_time_and_error() throws IOException {
        String written = """
                [{"benchmark": "a.b.XmlCodec.decode",
                  "primaryMetric": {"score": 12.3456, "scoreError": 0.5, "scoreUnit": "ns/op"}},
                 {"benchmark": "a.b.XmlCodec.encode",
                  "primaryMetric": {"score": 1.0, "scoreError": "NaN", "scoreUnit": "ns/op"}}]
                """;

        assertEquals(
                List.of(
                        new JmhResults.HotPath("XmlCodec.decode", 12.346, 0.5, "ns/op"),
                        new JmhResults.HotPath("XmlCodec.encode", 1, 0, "ns/op")),
                JmhResults.of(MACHINE, "-f 1", new ObjectMapper().readTree(written))
                        .benchmarks());
    }
}
