package dev.colloquy.benchmark.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells what was just measured, and how long the whole still takes. For one thread. */
public final class Progress {
    private final PrintStream out;
    private final LongSupplier nanos;
    private final long begun;
    private List<Part> toCome;
    private String part = "";
    private Duration expected = Duration.ZERO;
    private long partBegun;

    /**
     * Begins now.
     *
     * @param parts all that will run
     * @param nanos a clock in nanoseconds
     */
    public Progress(PrintStream out, List<Part> parts, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
        this.toCome = parts;
        this.begun = nanos.getAsLong();
    }

    /** The next part begins. */
    public void begin(Part next) {
        part = next.name();
        expected = next.expected();
        toCome = toCome.stream().filter(other -> !other.name().equals(part)).toList();
        partBegun = nanos.getAsLong();
    }

    /** The current part will take so much longer, as it turns out. */
    public void left(Duration time) {
        expected = Duration.ofNanos(nanos.getAsLong() - partBegun).plus(time);
    }

    /** One line: a figure that was just measured, or what is done now. */
    public void say(String format, Object... values) {
        out.printf(Locale.ROOT, "%s  %-8s %s%n", clock(), part, String.format(Locale.ROOT, format, values));
    }

    private String clock() {
        Duration sinceBegin = Duration.ofNanos(nanos.getAsLong() - begun);
        return minutes(sinceBegin) + ", " + minutes(remaining()) + " left";
    }

    /** The rest of this part, and what is expected of those to come. */
    Duration remaining() {
        Duration spent = Duration.ofNanos(nanos.getAsLong() - partBegun);
        Duration rest = expected.minus(spent);
        if (rest.isNegative()) {
            rest = Duration.ZERO;
        }
        return toCome.stream().map(Part::expected).reduce(rest, Duration::plus);
    }

    private static String minutes(Duration time) {
        return String.format(Locale.ROOT, "%2d:%02d", time.toMinutes(), time.toSecondsPart());
    }
}
