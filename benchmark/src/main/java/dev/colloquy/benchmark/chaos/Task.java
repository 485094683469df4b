package dev.colloquy.benchmark.chaos;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A conversation to be held.
 *
 * @param id number of the conversation
 * @param kind what to ask for
 * @param messages how many requests it has, 1 or more
 * @param lifetime of the dialog, where it has one
 * @param seconds how long the client waits for a reply with each call; 0 for not at all
 */
record Task(long id, Kind kind, int messages, Optional<Duration> lifetime, int seconds) {
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int LATE_SECONDS = 3;

    /** The same task for the same seed and id. */
    static Task of(long seed, long id) {
        Random random = new Random(seed * 31 + id * MIX);
        Kind kind = Kind.choose(random);
        int messages = kind == Kind.DIALOG ? 2 + random.nextInt(4) : 1;
        Optional<Duration> lifetime =
                kind == Kind.EXPIRING ? Optional.of(Duration.ofSeconds(1 + random.nextInt(5))) : Optional.empty();
        return new Task(id, kind, messages, lifetime, random.nextInt(4) * 2);
    }

    /** The same for a client that does not wait. */
    Task withoutWait() {
        return new Task(id, kind, messages, lifetime, 0);
    }

    /** The texts of the requests, in order; those that fail at first do so until a few seconds after now. */
    List<String> requests(Instant now) {
        List<String> requests = new ArrayList<>();
        for (int number = 1; number <= messages; number++) {
            String more = number < messages ? "; more" : "";
            requests.add("reserve 1 of " + new Item(id, number) + behaviour(now) + more);
        }
        return requests;
    }

    private String behaviour(Instant now) {
        return switch (kind.behaviour()) {
            case "" -> "";
            case "late" ->
                " late "
                        + now.plusSeconds(LATE_SECONDS)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString()
                                .replace("Z", "");
            default -> " " + kind.behaviour();
        };
    }
}
