package dev.colloquy.benchmark.run;

import dev.colloquy.benchmark.results.ResultFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where a part works.
 *
 * @param repository with all modules built
 * @param results where the files of results go
 * @param show what the user sees
 */
public record Workplace(Path repository, Path results, Progress show) {
    /**
     * An empty folder for a part's instances and logs; it stays until the part runs again. Not in the system's temporary
     * directory, which may be in memory, where forcing a commit to disk costs nothing.
     */
    public Path emptyFolder(String part) throws IOException {
        Path folder = repository.resolve(Path.of("benchmark", "target", "bench", part));
        if (Files.exists(folder)) {
            try (Stream<Path> everything = Files.walk(folder)) {
                for (Path path : everything.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(folder);
    }

    /** The packaged embedded instance. */
    public Path instanceJar() {
        return repository.resolve(Path.of("embedded-instance", "target", "embedded-instance.jar"));
    }

    /** The file of a part's results. */
    public ResultFile result(String part) {
        return new ResultFile(results.resolve(part + ".json"));
    }
}
