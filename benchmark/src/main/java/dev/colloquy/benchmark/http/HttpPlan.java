package dev.colloquy.benchmark.http;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured.
 *
 * @param warmUp conversations of each system before the first round
 * @param rounds how often each system is measured
 * @param measurement how long, each time, with each number of clients
 * @param clients the numbers of clients
 */
public record HttpPlan(int warmUp, int rounds, Duration measurement, List<Integer> clients) {
    /** Two cores need as many conversations until their compilers are done. */
    public static final HttpPlan WHOLE = new HttpPlan(60_000, 5, Duration.ofSeconds(4), List.of(1, 8, 64, 256));

    /** Only to see that it runs. */
    public static final HttpPlan SHORT = new HttpPlan(200, 1, Duration.ofMillis(500), List.of(1, 8));

    /** Copies the list. */
    public HttpPlan {
        clients = List.copyOf(clients);
    }

    /** The same with another number of rounds. */
    public HttpPlan withRounds(int count) {
        return new HttpPlan(warmUp, count, measurement, clients);
    }

    /** Some clients with some conversations each. */
    record Step(int clients, int conversationsEach) {}

    /** The warm-up, with more and more clients; few of its conversations with few clients. */
    List<Step> warmUpSteps() {
        return List.of(step(1, 0.02), step(4, 0.08), step(16, 0.3), step(64, 0.6));
    }

    private Step step(int atOnce, double share) {
        return new Step(atOnce, Math.max(1, (int) Math.round(warmUp * share / atOnce)));
    }
}
