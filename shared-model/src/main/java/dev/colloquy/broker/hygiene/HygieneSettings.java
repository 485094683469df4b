package dev.colloquy.broker.hygiene;

import java.time.Duration;
import java.util.Map;

/**
 * How to search.
 *
 * @param interval 0 for never by itself
 * @param grace how long a conversation has to look leaked
 * @param overdueAfter how long a conversation may be open
 * @param pages how much a run looks at
 * @param policies what may be done, for each kind
 */
record HygieneSettings(
        Duration interval, Duration grace, Duration overdueAfter, Pages pages, Map<LeakKind, LeakPolicy> policies) {
    private static final Duration LONGEST = Duration.ofDays(36_500);

    /**
     * Bounds of a run.
     *
     * @param rows of a page
     * @param count of pages
     */
    record Pages(int rows, int count) {
        private static final int MOST = 10_000;

        Pages {
            check("rows", rows >= 1 && rows <= MOST, rows, "1 to " + MOST);
            check("pages", count >= 1 && count <= MOST, count, "1 to " + MOST);
        }
    }

    HygieneSettings {
        check(
                "interval",
                interval.isZero() || interval.compareTo(Duration.ofSeconds(1)) >= 0,
                interval,
                "0, or 1 second or more");
        check("grace", !grace.isNegative() && grace.compareTo(LONGEST) <= 0, grace, "0 to 100 years");
        check(
                "overdue-after",
                overdueAfter.compareTo(Duration.ofSeconds(1)) >= 0 && overdueAfter.compareTo(LONGEST) <= 0,
                overdueAfter,
                "1 second to 100 years");
        policies = Map.copyOf(policies);
    }

    /**
     * The settings as configured.
     *
     * @throws IllegalArgumentException if one is out of its range; the message names it
     */
    static HygieneSettings of(HygieneConfig config) {
        return new HygieneSettings(
                config.interval(),
                config.grace(),
                config.overdueAfter(),
                new Pages(config.rows(), config.pages()),
                Map.of(
                        LeakKind.HALF_CLOSED, config.policy().halfClosed(),
                        LeakKind.OVERDUE, config.policy().overdue(),
                        LeakKind.ORPHANED, config.policy().orphaned()));
    }

    /** What may be done about it. */
    LeakPolicy policy(LeakReason reason) {
        return policies.get(reason.kind());
    }

    private static void check(String name, boolean isValid, Object value, String range) {
        if (!isValid) {
            throw new IllegalArgumentException("colloquy.hygiene." + name + " is " + value + ", but must be " + range);
        }
    }
}
