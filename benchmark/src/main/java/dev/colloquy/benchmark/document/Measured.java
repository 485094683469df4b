package dev.colloquy.benchmark.document;

import dev.colloquy.benchmark.engine.EngineResults;
import dev.colloquy.benchmark.http.HttpResults;
import dev.colloquy.benchmark.jmh.JmhResults;
import dev.colloquy.benchmark.results.ResultFile;
import dev.colloquy.benchmark.start.StartResults;
import dev.colloquy.benchmark.trips.TripResults;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The results of all parts, as far as there are any. */
record Measured(
        Optional<HttpResults> http,
        Optional<EngineResults> engine,
        Optional<StartResults> start,
        Optional<TripResults> trips,
        Optional<JmhResults> jmh) {

    /** Reads the files of a folder. */
    static Measured in(Path folder) throws IOException {
        return new Measured(
                read(folder, "http", HttpResults.class),
                read(folder, "engine", EngineResults.class),
                read(folder, "start", StartResults.class),
                read(folder, "trips", TripResults.class),
                read(folder, "jmh", JmhResults.class));
    }

    private static <T> Optional<T> read(Path folder, String part, Class<T> type) throws IOException {
        ResultFile file = new ResultFile(folder.resolve(part + ".json"));
        return file.exists() ? Optional.of(file.read(type)) : Optional.empty();
    }
}
