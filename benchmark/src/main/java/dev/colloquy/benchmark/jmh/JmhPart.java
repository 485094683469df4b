package dev.colloquy.benchmark.jmh;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.colloquy.benchmark.results.Machine;
import dev.colloquy.benchmark.run.Part;
import dev.colloquy.benchmark.run.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Hot paths: TDS, T-SQL, RECEIVE inside the engine, XML. JMH runs in processes of its own. */
public final class JmhPart implements Part {
    private static final List<String> WHOLE = List.of("-f", "1", "-wi", "3", "-w", "1s", "-i", "5", "-r", "1s");
    private static final List<String> SHORT = List.of(
            "-f", "1", "-wi", "0", "-i", "1", "-r", "100ms", "XmlCodec.decode", "EngineStatements.receiveAndRollBack");

    private final boolean isShort;

    /** Measures all of them, or looks whether two of them run. */
    public JmhPart(boolean isShort) {
        this.isShort = isShort;
    }

    @Override
    public String name() {
        return "jmh";
    }

    @Override
    public Duration expected() {
        return Duration.ofSeconds(isShort ? 6 : 100);
    }

    @Override
    public void run(Workplace work) throws IOException, InterruptedException {
        Path folder = work.emptyFolder(name());
        Path written = folder.resolve("jmh.json");
        Path log = folder.resolve("jmh.log");
        List<String> options = isShort ? SHORT : WHOLE;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Not in the system's temporary directory, which may be in memory.
        command.add("-Djava.io.tmpdir=" + folder);
        command.add("-jar");
        command.add(work.repository()
                .resolve(Path.of("benchmark", "jmh", "target", "benchmark-jmh.jar"))
                .toString());
        command.addAll(options);
        command.addAll(List.of("-foe", "true", "-jvmArgsAppend", "-Djava.io.tmpdir=" + folder));
        command.addAll(List.of("-rf", "json", "-rff", written.toString()));
        work.show().say("JMH writes to %s", log);
        run(command, log);
        JmhResults results =
                JmhResults.of(Machine.here(), String.join(" ", options), new ObjectMapper().readTree(written.toFile()));
        for (JmhResults.HotPath one : results.benchmarks()) {
            work.show().say("%-28s %10.3f ± %.3f %s", one.name(), one.time(), one.error(), one.unit());
        }
        work.result(name()).write(results);
    }

    private static void run(List<String> command, Path log) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = builder.start();
        try {
            int code = process.waitFor();
            if (code != 0) {
                throw new IOException("JMH ended with exit code " + code + ":\n" + Files.readString(log));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
