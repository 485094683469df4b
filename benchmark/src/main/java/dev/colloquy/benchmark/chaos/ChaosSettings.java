package dev.colloquy.benchmark.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What to run.
 *
 * @param repository where the packaged modules are
 * @param seed of the faults and of what is asked
 * @param minutes how long there are faults
 * @param clients how many hold conversations at once
 * @param longestPause between two faults
 */
record ChaosSettings(Path repository, long seed, int minutes, int clients, Duration longestPause) {
    private static final int MOST_MINUTES = 24 * 60;
    private static final int MOST_CLIENTS = 512;
    private static final int MOST_PAUSE = 600;
    private static final Set<String> OPTIONS = Set.of("--minutes", "--seed", "--clients", "--pause");

    /**
     * Reads {@code <repository> --minutes N --seed S --clients C --pause P}; an absent seed is the time.
     *
     * @throws IllegalArgumentException when an argument is unknown or out of range; the message is for the user
     */
    static ChaosSettings of(List<String> arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < arguments.size(); i += 2) {
            if (!OPTIONS.contains(arguments.get(i)) || i + 1 == arguments.size()) {
                throw new IllegalArgumentException("not understood: " + arguments.get(i));
            }
            options.put(arguments.get(i), arguments.get(i + 1));
        }
        return new ChaosSettings(
                Path.of(arguments.get(0)),
                number(options, "--seed", System.currentTimeMillis(), Long.MAX_VALUE),
                (int) number(options, "--minutes", 2, MOST_MINUTES),
                (int) number(options, "--clients", 64, MOST_CLIENTS),
                Duration.ofSeconds(number(options, "--pause", 6, MOST_PAUSE)));
    }

    private static long number(Map<String, String> options, String name, long absent, long most) {
        String text = options.getOrDefault(name, Long.toString(absent));
        if (!text.matches("\\d{1,18}") || Long.parseLong(text) < 1 || Long.parseLong(text) > most) {
            throw new IllegalArgumentException(name + " is a number from 1 to " + most + ", not " + text);
        }
        return Long.parseLong(text);
    }
}
