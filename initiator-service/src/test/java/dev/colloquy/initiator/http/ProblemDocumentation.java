package dev.colloquy.initiator.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code docs/problems.md} says. */
final class ProblemDocumentation {
    private static final Pattern TYPE = Pattern.compile("^### (\\S+)\\n\\n(\\d{3})\\. ", Pattern.MULTILINE);

    private final String text;

    private ProblemDocumentation(String text) {
        this.text = text;
    }

    static ProblemDocumentation read() throws IOException {
        Path file = Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .limit(3)
                .map(directory -> directory.resolve("docs/problems.md"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        return new ProblemDocumentation(Files.readString(file));
    }

    /** Slug and status of each type under a heading, in order. */
    List<String> typesUnder(String heading) {
        String section = Arrays.stream(text.split("(?m)^## "))
                .filter(part -> part.startsWith(heading + "\n"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no heading " + heading));
        return TYPE.matcher(section)
                .results()
                .map(type -> type.group(1) + " " + type.group(2))
                .toList();
    }

    /** The first example. */
    String example() {
        return Pattern.compile("```json\n(.*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .findFirst()
                .orElseThrow();
    }
}
