package dev.colloquy.benchmark.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
    @TempDir
    Path folder;

    @Test
    void what_was_written_is_read_again() throws IOException {
        ResultFile file = new ResultFile(folder.resolve(Path.of("new", "file.json")));
        assertFalse(file.exists());

        file.write(new Spread(2, 1, 3));

        assertEquals(new Spread(2, 1, 3), file.read(Spread.class));
    }

    @Test
    void a_member_is_put_beside_the_others() throws IOException {
        Path path = folder.resolve("latest.json");
        Files.writeString(path, "{\"chaos\":{\"lost\":0},\"ratios\":{\"old\":1}}");

        new ResultFile(path).put("ratios", Map.of("new", 2));

        assertEquals(
                "{\"chaos\":{\"lost\":0},\"ratios\":{\"new\":2}}",
                Files.readString(path).replaceAll("\\s", ""));
    }
}
