package dev.colloquy.benchmark;

import dev.colloquy.benchmark.document.Document;
import dev.colloquy.benchmark.engine.EnginePart;
import dev.colloquy.benchmark.engine.EnginePlan;
import dev.colloquy.benchmark.http.HttpPart;
import dev.colloquy.benchmark.http.HttpPlan;
import dev.colloquy.benchmark.jmh.JmhPart;
import dev.colloquy.benchmark.run.Part;
import dev.colloquy.benchmark.start.StartPart;
import dev.colloquy.benchmark.trips.TripsPart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was asked for.
 *
 * @param repository with all modules built
 * @param isShort whether it is only to be seen that all runs
 * @param rounds of part http
 * @param names of the parts, in the order in which they run; none when only the document is to be written
 */
record BenchArguments(Path repository, boolean isShort, int rounds, List<String> names) {
    private static final List<String> PARTS = List.of("start", "trips", "engine", "jmh", "http");
    private static final String DOCUMENT = "document";
    private static final Pattern ROUNDS = Pattern.compile("--rounds=([1-9]\\d?)");

    /** Reads the arguments, of which the first is the repository. */
    static BenchArguments of(List<String> arguments) {
        Path repository = Path.of(arguments.get(0)).toAbsolutePath().normalize();
        boolean isShort = false;
        int rounds = HttpPlan.WHOLE.rounds();
        List<String> names = new ArrayList<>();
        for (String argument : arguments.subList(1, arguments.size())) {
            Matcher number = ROUNDS.matcher(argument);
            if (argument.equals("--short")) {
                isShort = true;
            } else if (number.matches()) {
                rounds = Integer.parseInt(number.group(1));
            } else if (PARTS.contains(argument) || argument.equals(DOCUMENT)) {
                names.add(argument);
            } else {
                throw new IllegalArgumentException("there is no " + argument + "; see ./bench --help");
            }
        }
        List<String> chosen = names.isEmpty() ? PARTS : names;
        return new BenchArguments(
                repository,
                isShort,
                rounds,
                PARTS.stream().filter(chosen::contains).toList());
    }

    List<Part> parts() {
        return names.stream().map(this::part).toList();
    }

    private Part part(String name) {
        return switch (name) {
            case "start" -> new StartPart(isShort ? 1 : 5);
            case "trips" -> new TripsPart(isShort ? 100 : 5_000);
            case "engine" -> new EnginePart(isShort ? EnginePlan.SHORT : EnginePlan.WHOLE);
            case "jmh" -> new JmhPart(isShort);
            case "http" ->
                new HttpPart(isShort ? HttpPlan.SHORT : HttpPlan.WHOLE.withRounds(rounds), Candidates.all(isShort));
            default -> throw new IllegalArgumentException("there is no part " + name);
        };
    }

    /** Where the files of results go; a short run leaves those of the repository alone. */
    Path results() {
        return isShort
                ? repository.resolve(Path.of("benchmark", "target", "bench", "results"))
                : repository.resolve(Path.of("benchmark", "results"));
    }

    /** What is made of the results. */
    Document document() {
        Path docs = isShort
                ? repository.resolve(Path.of("benchmark", "target", "bench", "docs"))
                : repository.resolve("docs");
        return new Document(
                results(), repository.resolve(Path.of("benchmark", "src", "main", "docs", "performance.md")), docs);
    }
}
