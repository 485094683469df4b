package dev.colloquy.benchmark.engine;

import dev.colloquy.benchmark.results.Machine;
import dev.colloquy.benchmark.results.Rounded;
import dev.colloquy.benchmark.run.Part;
import dev.colloquy.benchmark.run.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** The embedded instance alone: dialogs through two of them, RECEIVE against backlog, sizes of bodies. */
public final class EnginePart implements Part {
    private static final int MESSAGES_A_SECOND = 10_000;
    private static final int BODIES_IN_FLIGHT = 8;
    private static final int BYTES_PER_CHARACTER = 2;
    private static final String OPEN = "<RequestMsg>";
    private static final String CLOSE = "</RequestMsg>";
    private static final String TUTORIAL = OPEN + "Message for Target service." + CLOSE;

    private final EnginePlan plan;

    /** Measures as much as planned. */
    public EnginePart(EnginePlan plan) {
        this.plan = plan;
    }

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public Duration expected() {
        int figures = 2 * plan.inFlight().size()
                + plan.depths().size()
                + plan.bodies().size();
        int deepest = plan.depths().stream().mapToInt(Integer::intValue).max().orElse(0);
        return plan.warmUp()
                .plus(plan.measurement().multipliedBy(figures))
                .plusSeconds(10 + deepest / MESSAGES_A_SECOND);
    }

    @Override
    public void run(Workplace work) throws IOException, SQLException, InterruptedException, ExecutionException {
        Path folder = work.emptyFolder(name());
        List<EngineResults.Dialogs> dialogs = new ArrayList<>();
        List<EngineResults.Body> bodies = new ArrayList<>();
        long initiatorMebibytes;
        long targetMebibytes;
        try (InstancePair pair = InstancePair.start(work.instanceJar(), folder)) {
            int many =
                    plan.inFlight().stream().mapToInt(Integer::intValue).max().orElse(1);
            load(pair, DialogLoad.Use.ONE_MESSAGE, TUTORIAL).run(many, workers(many), plan.warmUp());
            for (int inFlight : plan.inFlight()) {
                dialogs.add(dialogs(pair, DialogLoad.Use.ONE_MESSAGE, 1, inFlight, work));
                dialogs.add(dialogs(pair, DialogLoad.Use.MANY_MESSAGES, 100, inFlight, work));
            }
            initiatorMebibytes = pair.initiator().residentMebibytes().orElse(0L);
            targetMebibytes = pair.target().residentMebibytes().orElse(0L);
            for (int bytes : plan.bodies()) {
                bodies.add(body(pair, bytes, work));
            }
        }
        List<EngineResults.Backlog> backlog = backlog(work, folder);
        work.result(name())
                .write(new EngineResults(
                        Machine.here(), dialogs, initiatorMebibytes, targetMebibytes, backlog, bodies));
    }

    private static DialogLoad load(InstancePair pair, DialogLoad.Use use, String request) {
        return new DialogLoad(pair.initiator(), pair.target(), use, request);
    }

    private static int workers(int inFlight) {
        return inFlight == 1 ? 1 : 4;
    }

    private EngineResults.Dialogs dialogs(
            InstancePair pair, DialogLoad.Use use, int messagesEach, int inFlight, Workplace work)
            throws InterruptedException, ExecutionException {
        Duration cpu = pair.cpu();
        DialogLoad.Outcome outcome = load(pair, use, TUTORIAL).run(inFlight, workers(inFlight), plan.measurement());
        double cpuMillis =
                pair.cpu().minus(cpu).toNanos() / 1e6 / outcome.times().count();
        work.show()
                .say(
                        "%d in flight, %d messages a dialog: %.0f exchanges/s, p50 %.2f ms",
                        inFlight,
                        messagesEach,
                        outcome.perSecond(),
                        outcome.times().millisAt(0.5));
        return new EngineResults.Dialogs(
                messagesEach,
                inFlight,
                Rounded.to1(outcome.perSecond()),
                outcome.times().quantiles(),
                Rounded.to3(cpuMillis));
    }

    private EngineResults.Body body(InstancePair pair, int bytes, Workplace work)
            throws InterruptedException, ExecutionException {
        int text = bytes / BYTES_PER_CHARACTER - OPEN.length() - CLOSE.length();
        String request = OPEN + "x".repeat(Math.max(0, text)) + CLOSE;
        DialogLoad.Outcome outcome = load(pair, DialogLoad.Use.ONE_MESSAGE, request)
                .run(BODIES_IN_FLIGHT, workers(BODIES_IN_FLIGHT), plan.measurement());
        EngineResults.Body body = new EngineResults.Body(
                request.length() * BYTES_PER_CHARACTER,
                BODIES_IN_FLIGHT,
                Rounded.to1(outcome.perSecond()),
                outcome.times().quantiles());
        work.show()
                .say(
                        "requests of %,d bytes: %.0f dialogs/s, %.1f MB/s",
                        body.bytes(), body.perSecond(), body.megabytesPerSecond());
        return body;
    }

    private List<EngineResults.Backlog> backlog(Workplace work, Path folder) throws IOException, SQLException {
        List<EngineResults.Backlog> backlog = new ArrayList<>();
        try (BacklogLoad load = BacklogLoad.start(work.instanceJar(), folder)) {
            // The first is measured once before: the compilers are not to be a matter of depth.
            load.measure(plan.depths().get(0), plan.warmUp().dividedBy(2));
            for (int depth : plan.depths()) {
                EngineResults.Backlog one = load.measure(depth, plan.measurement());
                backlog.add(one);
                work.show()
                        .say(
                                "%,d messages wait: RECEIVE p50 %.3f ms, p99 %.3f ms; filled with %,.0f/s; %d MiB",
                                depth, one.times().p50(), one.times().p99(), one.filledPerSecond(), one.mebibytes());
            }
        }
        return backlog;
    }
}
