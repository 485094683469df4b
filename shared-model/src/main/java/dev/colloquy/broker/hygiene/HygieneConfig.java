package dev.colloquy.broker.hygiene;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The search for conversations that have leaked. */
@ConfigMapping(prefix = "colloquy.hygiene")
public interface HygieneConfig {
    /** How often a replica searches, 1 s or more; 0 for only when an operator asks for it. */
    @WithDefault("1m")
    Duration interval();

    /** How long a conversation has to look leaked before it counts as such, 0 or more. */
    @WithDefault("5m")
    Duration grace();

    /**
     * How long a conversation may be open, how long the target may hear nothing of one that it keeps open, and how long
     * the peer may take to acknowledge an end; 1 s or more.
     */
    @WithDefault("1d")
    Duration overdueAfter();

    /** How many endpoints or rows one transaction looks at, 1 to 10000. */
    @WithDefault("1000")
    int rows();

    /** How many such pages of endpoints, and of rows, a run looks at before the next one goes on, 1 to 10000. */
    @WithDefault("20")
    int pages();

    /** What may be done about the conversations that are found. */
    PolicyConfig policy();

    /** By kind: {@code report}, {@code end}, {@code cleanup}. */
    interface PolicyConfig {
        /** About conversations that one side has ended and the other one has not. */
        @WithDefault("end")
        LeakPolicy halfClosed();

        /** About conversations that are open for too long. */
        @WithDefault("report")
        LeakPolicy overdue();

        /** About endpoints that nobody waits for, and rows that have no endpoint any more. */
        @WithDefault("end")
        LeakPolicy orphaned();
    }
}
