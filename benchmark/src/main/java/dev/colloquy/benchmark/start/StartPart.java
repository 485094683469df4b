package dev.colloquy.benchmark.start;

import dev.colloquy.benchmark.engine.InstanceStart;
import dev.colloquy.benchmark.pair.ServicePair;
import dev.colloquy.benchmark.pair.ServiceProcess;
import dev.colloquy.benchmark.results.Machine;
import dev.colloquy.benchmark.results.Spread;
import dev.colloquy.benchmark.run.Part;
import dev.colloquy.benchmark.run.Workplace;
import dev.colloquy.benchmark.system.MeasuredSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Start-up of the instance and of the services, and memory when they are ready. */
public final class StartPart implements Part {
    private static final Duration OF_INSTANCE = Duration.ofSeconds(2);
    private static final Duration OF_SERVICES = Duration.ofSeconds(8);

    private final int starts;

    /** Measures each sort of start so many times. */
    public StartPart(int starts) {
        this.starts = starts;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public Duration expected() {
        return OF_INSTANCE.multipliedBy(2L * starts + 1).plus(OF_SERVICES.multipliedBy(starts));
    }

    @Override
    public void run(Workplace work) throws IOException, SQLException, InterruptedException {
        Path folder = work.emptyFolder(name());
        // The first connection of this process also loads the driver.
        InstanceStart.measure(work.instanceJar(), "uncounted", folder);
        List<InstanceStart> empty = instances(work, folder);
        List<InstanceStart> again = instances(work, folder);
        List<Ready> initiators = new ArrayList<>();
        List<Ready> targets = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            services(work, Files.createDirectories(folder.resolve("pair-" + i)), initiators, targets);
        }
        List<InstanceStart> all = new ArrayList<>(empty);
        all.addAll(again);
        work.result(name())
                .write(new StartResults(
                        Machine.here(),
                        starts,
                        millis(empty.stream().map(InstanceStart::toLogin).toList()),
                        millis(again.stream().map(InstanceStart::toLogin).toList()),
                        mebibytes(all.stream().map(InstanceStart::mebibytes).toList()),
                        millis(initiators.stream().map(Ready::time).toList()),
                        millis(targets.stream().map(Ready::time).toList()),
                        mebibytes(initiators.stream().map(Ready::mebibytes).toList()),
                        mebibytes(targets.stream().map(Ready::mebibytes).toList())));
    }

    private record Ready(Duration time, long mebibytes) {}

    private List<InstanceStart> instances(Workplace work, Path folder) throws IOException, SQLException {
        List<InstanceStart> measured = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            InstanceStart one = InstanceStart.measure(work.instanceJar(), "instance-" + i, folder);
            measured.add(one);
            work.show()
                    .say(
                            "instance: %d ms to the first login, %d MiB",
                            one.toLogin().toMillis(), one.mebibytes());
        }
        return measured;
    }

    private static void services(Workplace work, Path folder, List<Ready> initiators, List<Ready> targets)
            throws IOException, InterruptedException {
        try (ServicePair pair = ServicePair.onFreePorts(work.repository(), folder)
                .with(settings -> settings.withOptions(MeasuredSystem.SERVICE_JVM))) {
            pair.startInitiator();
            pair.startTarget();
            Map<ServiceProcess, Duration> times = new ConcurrentHashMap<>();
            pair.awaitReady(times::put);
            Ready initiator = ready(pair.initiator(), times);
            Ready target = ready(pair.target(), times);
            initiators.add(initiator);
            targets.add(target);
            work.show()
                    .say(
                            "services: initiator ready after %d ms, target after %d ms",
                            initiator.time().toMillis(), target.time().toMillis());
        }
    }

    private static Ready ready(ServiceProcess service, Map<ServiceProcess, Duration> times) throws IOException {
        return new Ready(times.get(service), service.residentMebibytes().orElse(0L));
    }

    private static Spread millis(List<Duration> times) {
        return Spread.of(times.stream().map(time -> (double) time.toMillis()).toList());
    }

    private static Spread mebibytes(List<Long> sizes) {
        return Spread.of(sizes.stream().map(Long::doubleValue).toList());
    }
}
