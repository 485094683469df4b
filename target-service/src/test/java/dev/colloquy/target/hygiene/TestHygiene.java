package dev.colloquy.target.hygiene;

import dev.colloquy.broker.hygiene.HygieneConfig;
import dev.colloquy.broker.hygiene.LeakPolicy;
import java.time.Duration;

/** Settings of a test: no grace and a day until a conversation is overdue. */
record TestHygiene(LeakPolicy allowed) implements HygieneConfig {
    static TestHygiene allowing(LeakPolicy policy) {
        return new TestHygiene(policy);
    }

    @Override
    public Duration interval() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Duration grace() {
        return Duration.ZERO;
    }

    @Override
    public int rows() {
        return 1_000;
    }

    @Override
    public int pages() {
        return 20;
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
