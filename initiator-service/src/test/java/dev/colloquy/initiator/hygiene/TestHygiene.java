package dev.colloquy.initiator.hygiene;

import dev.colloquy.broker.hygiene.HygieneConfig;
import dev.colloquy.broker.hygiene.LeakPolicy;
import java.time.Duration;

/** Settings of a test: no grace and a day until a conversation is overdue, unless told otherwise. */
record TestHygiene(Duration grace, int rows, int pages, LeakPolicy allowed) implements HygieneConfig {
    static TestHygiene allowing(LeakPolicy policy) {
        return new TestHygiene(Duration.ZERO, 1_000, 20, policy);
    }

    TestHygiene withGrace(Duration time) {
        return new TestHygiene(time, rows, pages, allowed);
    }

    TestHygiene withPages(int count, int rowsOfEach) {
        return new TestHygiene(grace, rowsOfEach, count, allowed);
    }

    @Override
    public Duration interval() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Duration overdueAfter() {
        return Duration.ofDays(1);
    }

    @Override
    public PolicyConfig policy() {
        return new PolicyConfig() {
            @Override
            public LeakPolicy halfClosed() {
                return allowed;
            }

            @Override
            public LeakPolicy overdue() {
                return allowed;
            }

            @Override
            public LeakPolicy orphaned() {
                return allowed;
            }
        };
    }
}
