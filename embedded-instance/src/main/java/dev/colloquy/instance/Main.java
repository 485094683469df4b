package dev.colloquy.instance;

import java.io.PrintStream;
import java.time.Duration;

/**
 * The process: {@code java -jar embedded-instance.jar --name NAME --port PORT --broker-port PORT --data DIR}.
 *
 * <p>Prints one line on standard output once clients can log in and runs until it is told to stop (SIGTERM, Ctrl-C).
 * A start that fails prints one line on standard error and exits with 1.
 */
public final class Main {
    private static final String LOG_FORMAT = "%1$tFT%1$tT.%1$tL %4$-7s %3$s: %5$s%6$s%n";

    private Main() {}

    public static void main(String[] arguments) {
        if (System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
            System.setProperty("java.util.logging.SimpleFormatter.format", LOG_FORMAT);
        }
        if (arguments.length == 1 && arguments[0].equals("--help")) {
            System.out.println(Options.USAGE);
            return;
        }
        try {
            run(Options.parse(arguments), System.out);
        } catch (StartFailure e) {
            System.err.println("The instance cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Options options, PrintStream out) throws StartFailure {
        long began = System.nanoTime();
        EmbeddedInstance.Builder builder = EmbeddedInstance.builder()
                .name(options.name())
                .port(options.port())
                .directory(options.data())
                .bind(options.bind())
                .saPassword(options.saPassword(System.getenv()));
        options.brokerPort().ifPresent(builder::brokerPort);
        EmbeddedInstance instance = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(instance::close, "shutdown"));
        long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        out.println("Instance '" + instance.name() + "' is ready: TDS on " + options.bind() + ":" + instance.port()
                + ", Service Broker endpoint on " + instance.brokerPort() + " once created, data in "
                + options.data().toAbsolutePath().normalize() + " (" + millis + " ms)");
        out.flush();
    }
}
