package dev.colloquy.benchmark.http;

import dev.colloquy.benchmark.results.Machine;
import dev.colloquy.benchmark.run.Part;
import dev.colloquy.benchmark.run.Workplace;
import dev.colloquy.benchmark.system.MeasuredSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Conversations over HTTP: Colloquy and its peers in one run. All are started and warmed up; then, in rounds, each is
 * measured while the others are idle.
 */
public final class HttpPart implements Part {
    private static final Duration START = Duration.ofSeconds(8);
    private static final int WARM_UP_PER_SECOND = 600;

    private final HttpPlan plan;
    private final List<Candidate> candidates;

    /** Measures those candidates that can be started. */
    public HttpPart(HttpPlan plan, List<Candidate> candidates) {
        this.plan = plan;
        this.candidates = candidates;
    }

    /** A system that may be measured. */
    public interface Candidate {
        /** What it is called in tables and results. */
        String name();

        /** Why it cannot be started here, and what to do about it; empty when it can. */
        String missing();

        /** Starts it and returns when it takes conversations. */
        MeasuredSystem start(Path repository, Path folder) throws IOException, InterruptedException;
    }

    @Override
    public String name() {
        return "http";
    }

    @Override
    public Duration expected() {
        long systems =
                candidates.stream().filter(one -> one.missing().isEmpty()).count();
        Duration each = START.plusSeconds(plan.warmUp() / WARM_UP_PER_SECOND)
                .plus(plan.measurement()
                        .multipliedBy((long) plan.rounds() * plan.clients().size()));
        return each.multipliedBy(systems);
    }

    @Override
    public void run(Workplace work) throws IOException, InterruptedException, ExecutionException {
        Path folder = work.emptyFolder(name());
        List<SystemMeasurements> systems = new ArrayList<>();
        try {
            for (Candidate candidate : candidates) {
                if (candidate.missing().isEmpty()) {
                    MeasuredSystem system = candidate.start(
                            work.repository(), folder.resolve(candidate.name().replace(' ', '-')));
                    systems.add(new SystemMeasurements(system));
                    work.show().say("%s is ready, %d MiB", system.name(), system.residentMebibytes());
                } else {
                    work.show().say("%s is left out: %s", candidate.name(), candidate.missing());
                }
            }
            measure(systems, work);
            List<HttpResults.OfSystem> results = new ArrayList<>();
            for (SystemMeasurements system : systems) {
                results.add(system.results());
            }
            work.result(name())
                    .write(new HttpResults(
                            Machine.here(),
                            plan.rounds(),
                            plan.measurement().toMillis() / 1e3,
                            plan.warmUp(),
                            results));
        } finally {
            systems.parallelStream().forEach(one -> one.system().close());
        }
    }

    private void measure(List<SystemMeasurements> systems, Workplace work)
            throws IOException, InterruptedException, ExecutionException {
        for (SystemMeasurements one : systems) {
            warmUp(one.system(), work);
        }
        int toDo = plan.rounds() * systems.size() * plan.clients().size();
        for (int round = 0; round < plan.rounds(); round++) {
            for (SystemMeasurements turn : Rotation.order(systems, round)) {
                for (int clients : plan.clients()) {
                    work.show().left(plan.measurement().multipliedBy(toDo));
                    toDo--;
                    measure(turn, clients, systems, round, work);
                }
            }
        }
    }

    /** In steps: cold, no pool can connect as fast as 64 clients come. */
    private void warmUp(MeasuredSystem system, Workplace work) throws InterruptedException, ExecutionException {
        HttpLoad load = new HttpLoad(system.httpPort());
        double perSecond = 0;
        for (HttpPlan.Step step : plan.warmUpSteps()) {
            perSecond = load.run(step.clients(), step.conversationsEach()).perSecond();
        }
        work.show().say("%s is warm, %.0f/s at last", system.name(), perSecond);
    }

    private void measure(SystemMeasurements turn, int clients, List<SystemMeasurements> all, int round, Workplace work)
            throws IOException, InterruptedException, ExecutionException {
        Map<SystemMeasurements, Duration> before = cpu(all);
        long begin = System.nanoTime();
        HttpLoad.Outcome outcome = new HttpLoad(turn.system().httpPort()).run(clients, plan.measurement());
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        Map<SystemMeasurements, Duration> after = cpu(all);
        for (SystemMeasurements one : all) {
            Duration used = after.get(one).minus(before.get(one));
            if (one == turn) {
                one.add(clients, outcome, used);
            } else {
                one.addIdle(used, time);
            }
        }
        work.show()
                .say(
                        "round %d of %d  %-24s %3d clients  %7.1f/s  p50 %7.2f ms  p99 %7.2f ms%s",
                        round + 1,
                        plan.rounds(),
                        turn.system().name(),
                        clients,
                        outcome.perSecond(),
                        outcome.times().millisAt(0.5),
                        outcome.times().millisAt(0.99),
                        outcome.refused() == 0 ? "" : "  " + outcome.refused() + " refused");
    }

    private static Map<SystemMeasurements, Duration> cpu(List<SystemMeasurements> all) throws IOException {
        Map<SystemMeasurements, Duration> cpu = new HashMap<>();
        for (SystemMeasurements one : all) {
            cpu.put(one, one.system().cpu());
        }
        return cpu;
    }
}
