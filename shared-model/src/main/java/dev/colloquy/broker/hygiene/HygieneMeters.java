package dev.colloquy.broker.hygiene;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/**
 * Meters of the search for leaked conversations.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>tags</th><th>figure</th></tr>
 * <tr><td>{@code colloquy.hygiene.findings}</td><td>{@code kind}: {@code half-closed}, {@code overdue},
 *     {@code orphaned}</td><td>leaked conversations that the last run has found, the same in each replica; NaN before
 *     the first</td></tr>
 * <tr><td>{@code colloquy.hygiene.ended}</td><td>{@code kind}</td><td>leaked conversations that this process has
 *     ended</td></tr>
 * </table>
 */
final class HygieneMeters {
    private final Map<LeakKind, Counter> ended = new EnumMap<>(LeakKind.class);
    private volatile Map<LeakKind, Integer> found = Map.of();
    private volatile boolean known;

    HygieneMeters(MeterRegistry registry) {
        for (LeakKind kind : LeakKind.values()) {
            ended.put(
                    kind,
                    Counter.builder("colloquy.hygiene.ended")
                            .description("Leaked conversations that were ended")
                            .tag("kind", kind.text())
                            .register(registry));
            Gauge.builder("colloquy.hygiene.findings", () -> known ? found.getOrDefault(kind, 0) : Double.NaN)
                    .description("Leaked conversations that the last run has found")
                    .tag("kind", kind.text())
                    .register(registry);
        }
    }

    void found(Map<LeakKind, Integer> counts) {
        found = Map.copyOf(counts);
        known = true;
    }

    void ended(LeakKind kind) {
        ended.get(kind).increment();
    }
}
