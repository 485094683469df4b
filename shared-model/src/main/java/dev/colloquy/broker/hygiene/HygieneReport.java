package dev.colloquy.broker.hygiene;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the last run has found, whichever replica has run it.
 *
 * @param run number of the run; 0 if there was none
 * @param startedAt when it began, by the clock of the instance
 * @param finishedAt when it was finished; absent while it is at work
 * @param whole whether it has looked at everything there is; if not, the next one goes on
 * @param counts findings by kind of the last run that was finished, those beyond the list too
 * @param findings at most 1,000, in the order in which they were found
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record HygieneReport(
        long run,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        boolean whole,
        Map<LeakKind, Integer> counts,
        List<Finding> findings) {
    /** Findings in a report at most. */
    static final int MOST_FINDINGS = 1_000;

    /** Copies the collections. */
    public HygieneReport {
        counts = Map.copyOf(counts);
        findings = List.copyOf(findings);
    }
}
