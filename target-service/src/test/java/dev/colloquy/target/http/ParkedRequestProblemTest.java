package dev.colloquy.target.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ParkedRequestProblemTest {
    private static final Pattern TYPE = Pattern.compile("^### (\\S+)\\n\\n(\\d{3})\\. ", Pattern.MULTILINE);

    @Test
    void each_type_is_described_with_its_status_and_in_order() throws IOException {
        String section = Arrays.stream(documentation().split("(?m)^## "))
                .filter(part -> part.startsWith("Target service\n"))
                .findFirst()
                .orElseThrow();

        assertEquals(
                Arrays.stream(ParkedRequestProblem.values())
                        .map(type -> type.slug() + " " + type.status())
                        .toList(),
                TYPE.matcher(section)
                        .results()
                        .map(type -> type.group(1) + " " + type.group(2))
                        .toList());
    }

    private static String documentation() throws IOException {
        Path file = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .limit(3)
                .map(directory -> directory.resolve("docs/problems.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        return Files.readString(file);
    }
}
