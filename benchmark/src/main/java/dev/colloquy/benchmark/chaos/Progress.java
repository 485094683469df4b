package dev.colloquy.benchmark.chaos;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Shows every few seconds how far a run is. */
final class Progress implements AutoCloseable {
    private static final int SECONDS = 5;

    private final Supplier<String> state;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private ScheduledFuture<?> showing;

    private Progress(Supplier<String> state) {
        this.state = state;
    }

    static Progress start(Supplier<String> state) {
        Progress progress = new Progress(state);
        progress.showing = progress.clock.scheduleAtFixedRate(
                () -> System.out.println(state.get()), SECONDS, SECONDS, TimeUnit.SECONDS);
        return progress;
    }

    /** Shows the state now, with a remark. */
    void say(String what) {
        System.out.println(state.get() + "; " + what);
    }

    @Override
    public void close() {
        showing.cancel(false);
        clock.shutdownNow();
    }
}
