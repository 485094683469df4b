package dev.colloquy.benchmark.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {
    private static final Duration PAUSE = Duration.ofSeconds(6);

    @TempDir
    private Path folder;

    @Test
    void the_figures_go_beside_those_of_others() throws IOException {
        Path file = folder.resolve("results").resolve("latest.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"ratios\": {\"a\": 1}, \"chaos\": {\"old\": 1}}");

        Results.of(
                        new ChaosSettings(folder, 7, 2, 64, PAUSE),
                        1000,
                        30,
                        List.of(new Breach(Breach.Sort.LOST, 5, "gone")))
                .mergeInto(file);

        JsonNode written = new ObjectMapper().readTree(file.toFile());
        assertEquals(1, written.at("/ratios/a").asInt());
        assertEquals(
                "{\"conversations\":1000,\"faults\":30,\"lost\":1,\"duplicated\":0,\"reordered\":0,\"mismatched\":0,"
                        + "\"left_over\":0,\"seed\":7,\"minutes\":2}",
                written.path("chaos").toString());
    }

    @Test
    void settings_are_read_from_the_command_line() {
        assertEquals(
                new ChaosSettings(Path.of("."), 9, 3, 64, PAUSE),
                ChaosSettings.of(List.of(".", "--minutes", "3", "--seed", "9")));
        for (List<String> wrong : List.of(
                List.of(".", "--minutes"),
                List.of(".", "--minutes", "0"),
                List.of(".", "--seed", "x"),
                List.of(".", "--hours", "1"))) {
            assertThrows(IllegalArgumentException.class, () -> ChaosSettings.of(wrong), wrong::toString);
        }
    }
}
