package dev.colloquy.benchmark.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

/** The faults of a run, one after the other without end: the same for the same seed and pause, whatever the system does. */
final class FaultPlan implements Iterator<FaultPlan.Step> {
    private static final int SHORTEST_MILLIS = 300;
    private static final int LONGEST_MILLIS = 4_000;

    private final Random random;
    private final int pauseMillis;

    /** With pauses between the faults that are at most as long as told. */
    FaultPlan(long seed, Duration longestPause) {
        this.random = new Random(seed);
        this.pauseMillis = Math.toIntExact(longestPause.toMillis());
    }

    /**
     * One fault.
     *
     * @param after pause since the one before was undone
     * @param fault what to do
     * @param length how long until it is undone
     */
    record Step(Duration after, Fault fault, Duration length) {}

    @Override
    public boolean hasNext() {
        return true;
    }

    @Override
    public Step next() {
        Duration after = Duration.ofMillis(random.nextInt(pauseMillis));
        Duration length = Duration.ofMillis(SHORTEST_MILLIS + random.nextInt(LONGEST_MILLIS - SHORTEST_MILLIS));
        return new Step(after, fault(random.nextInt(100)), length);
    }

    private Fault fault(int percent) {
        if (percent < 30) {
            Part part = any(Part.values());
            return new Fault.Kill(List.of(part), List.of(part));
        }
        if (percent < 35) {
            return new Fault.Kill(shuffled(2 + random.nextInt(3)), shuffled(Part.values().length));
        }
        if (percent < 40) {
            return new Fault.Stop(any(Part.values()));
        }
        if (percent < 55) {
            return new Fault.Pause(any(Part.values()));
        }
        if (percent < 67) {
            return new Fault.Cut(any(Link.values()));
        }
        if (percent < 77) {
            return new Fault.Silence(any(Link.values()));
        }
        if (percent < 87) {
            return new Fault.Slow(any(Link.values()), Duration.ofMillis(5 + random.nextInt(200)));
        }
        if (percent < 92) {
            return new Fault.DisableQueue(any(Owner.values()));
        }
        if (percent < 94) {
            return new Fault.ExpireCertificate(any(Owner.values()));
        }
        if (percent < 96) {
            return new Fault.RenewCertificates(any(Owner.values()));
        }
        return new Fault.Flood(50 + random.nextInt(450));
    }

    private List<Part> shuffled(int count) {
        List<Part> parts = new ArrayList<>(List.of(Part.values()));
        Collections.shuffle(parts, random);
        return parts.subList(0, count);
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }
}
