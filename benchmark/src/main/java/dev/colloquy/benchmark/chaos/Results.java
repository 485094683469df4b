package dev.colloquy.benchmark.chaos;

import dev.colloquy.benchmark.results.ResultFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The figures of a run.
 *
 * @param seed of the run
 * @param minutes how long there were faults
 * @param conversations how many were asked for
 * @param faults how many there were
 * @param breaches how many of each sort
 */
record Results(long seed, int minutes, int conversations, int faults, Map<Breach.Sort, Long> breaches) {
    static Results of(ChaosSettings settings, int conversations, int faults, List<Breach> breaches) {
        Map<Breach.Sort, Long> counts = new EnumMap<>(Breach.Sort.class);
        for (Breach.Sort sort : Breach.Sort.values()) {
            counts.put(
                    sort,
                    breaches.stream().filter(breach -> breach.sort() == sort).count());
        }
        return new Results(settings.seed(), settings.minutes(), conversations, faults, counts);
    }

    /** Puts the figures under {@code chaos} of a file of results, whose other members stay as they are. */
    void mergeInto(Path file) throws IOException {
        Map<String, Number> chaos = new LinkedHashMap<>();
        chaos.put("conversations", conversations);
        chaos.put("faults", faults);
        breaches.forEach((sort, count) -> chaos.put(sort.name().toLowerCase(Locale.ROOT), count));
        chaos.put("seed", seed);
        chaos.put("minutes", minutes);
        new ResultFile(file).put("chaos", chaos);
    }
}
