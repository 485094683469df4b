package dev.colloquy.benchmark.pair;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Starts both services, holds one conversation and tells how it went; behind {@code ./run}. */
public final class FirstConversation {
    /** The request of the tutorial. */
    private static final String REQUEST = "Message for Target service.";

    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final int WAITS = 6;

    private final PrintStream out;
    private final ServicePair pair;

    private FirstConversation(PrintStream out, ServicePair pair) {
        this.out = out;
        this.pair = pair;
    }

    /**
     * Runs until Ctrl-C, or with {@code --once} until the reply has come. Exit code 0 says that it has.
     *
     * @param arguments the repository, the folder of instance files and logs, and optionally {@code --once}
     */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[1]);
        boolean once = List.of(arguments).contains("--once");
        ServicePair pair = ServicePair.onDefaultPorts(Path.of(arguments[0]), folder)
                .with(settings -> settings.withOption("-Xmx256m"));
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(pair, ended), "stop"));
        try {
            FirstConversation first = new FirstConversation(System.out, pair);
            first.start();
            first.converse();
            if (!once) {
                first.stay();
            }
            System.exit(0);
        } catch (IOException | InterruptedException e) {
            // A service that Ctrl-C has ended is no failure.
            if (!ended.isDone()) {
                System.err.println(e.getMessage());
                System.err.println("Logs: " + folder.resolve("log"));
                System.exit(1);
            }
        }
    }

    private static void stop(ServicePair pair, CompletableFuture<Void> ended) {
        ended.complete(null);
        System.out.println("Stopping both services ...");
        pair.close();
        System.out.println("Stopped.");
    }

    private void start() throws IOException, InterruptedException {
        for (ServiceSettings settings : pair.settings()) {
            Files.deleteIfExists(settings.log());
        }
        out.println("Starting both services, each with an embedded instance of its own ...");
        pair.startInitiator();
        pair.startTarget();
        pair.awaitReady((process, time) ->
                print("  %-18s ready after %.1f s", process.settings().name(), time.toMillis() / 1000.0));
    }

    private void converse() throws IOException, InterruptedException {
        ConversationClient client = pair.client();
        // The first call of this process loads the HTTP client's classes, which is no hop of the conversation.
        client.requests();
        Instant sent = Instant.now();
        ConversationClient.Answer answer = client.begin(REQUEST, WAIT);
        for (int waits = 1; isPending(answer) && waits < WAITS; waits++) {
            answer = client.conversation(answer.handle().orElseThrow(), WAIT);
        }
        Instant answered = Instant.now();
        if (answer.text("reply").isEmpty()) {
            throw new IOException("No reply came; the last answer was " + answer.status() + " " + answer.body());
        }
        out.println();
        out.println("  request  " + answer.text("request").orElse(REQUEST));
        out.println("  reply    " + answer.text("reply").orElseThrow());
        out.println();
        Hops.of(sent, answer, client.requests(), answered).lines().forEach(out::println);
        out.println();
        printAddresses();
    }

    /** Begun, and neither answered nor failed. */
    private static boolean isPending(ConversationClient.Answer answer) {
        boolean accepted = answer.status() / 100 == 2 && answer.handle().isPresent();
        return accepted
                && answer.text("reply").isEmpty()
                && answer.text("state").map("BEGUN"::equals).orElse(true);
    }

    private void printAddresses() {
        ServiceProcess initiator = pair.initiator();
        ServiceProcess target = pair.target();
        print("  %-12s %-42s %s", "", "initiator-service", "target-service");
        print("  %-12s %-42s %s", "HTTP API", initiator.http("/conversations"), target.http("/requests"));
        print("  %-12s %-42s %s", "OpenAPI", initiator.http("/openapi"), target.http("/openapi"));
        print("  %-12s %-42s %s", "health", initiator.management("/q/health"), target.management("/q/health"));
        print("  %-12s %-42s %s", "metrics", initiator.management("/q/metrics"), target.management("/q/metrics"));
    }

    /** Never returns; fails when a service ends by itself. */
    private void stay() throws IOException {
        out.println();
        out.println("Ctrl-C stops both.");
        Object ended = CompletableFuture.anyOf(ended(pair.initiator()), ended(pair.target()))
                .join();
        throw new IOException(ended.toString());
    }

    private static CompletableFuture<String> ended(ServiceProcess process) {
        return process.onExit().thenApply(code -> process.settings().name() + " has ended with exit code " + code);
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
