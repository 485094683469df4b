package dev.colloquy.benchmark.chaos;

import java.util.Random;
import java.util.Set;

/** What is asked for in a conversation, and how it may end. */
enum Kind {
    /** One request, handled at once. */
    PLAIN(750, "", Set.of(Kind.COMPLETED)),
    /** Two to five requests, in order. */
    DIALOG(165, "", Set.of(Kind.COMPLETED)),
    /** A request whose handler takes a while. */
    SLOW(30, "slow", Set.of(Kind.COMPLETED)),
    /** A request whose handler fails for the first seconds. */
    LATE(20, "late", Set.of(Kind.COMPLETED)),
    /** A request whose handler fails always: rejected after the last attempt. */
    FAILING(5, "fail", Set.of("FAILED")),
    /** A request whose handler fails for the first seconds, in a conversation that may not live that long. */
    EXPIRING(30, "late", Set.of(Kind.COMPLETED, Kind.EXPIRED));

    static final String COMPLETED = "COMPLETED";
    static final String EXPIRED = "EXPIRED";

    private final int perMille;
    private final String behaviour;
    private final Set<String> outcomes;

    Kind(int perMille, String behaviour, Set<String> outcomes) {
        this.perMille = perMille;
        this.behaviour = behaviour;
        this.outcomes = outcomes;
    }

    static Kind choose(Random random) {
        int left = random.nextInt(1_000);
        for (Kind kind : values()) {
            left -= kind.perMille;
            if (left < 0) {
                return kind;
            }
        }
        throw new IllegalStateException("the shares do not add up to 1000");
    }

    /** What the request tells {@code reserve_stock.sql} to do; empty for nothing out of the ordinary. */
    String behaviour() {
        return behaviour;
    }

    /** Whether a conversation of this kind may end in a state. */
    boolean mayEndAs(String state) {
        return outcomes.contains(state);
    }
}
