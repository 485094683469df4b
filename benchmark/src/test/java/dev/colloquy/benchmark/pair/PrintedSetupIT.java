package dev.colloquy.benchmark.pair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that both services print are run on two instances, and then the services start. */
@Tag("conformance")
class PrintedSetupIT {
    private static final Duration WAIT = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static SeparateInstance initiatorInstance;
    private static SeparateInstance targetInstance;
    private static ServicePair services;

    @BeforeAll
    static void start() throws Exception {
        initiatorInstance = SeparateInstance.start("initiator-instance", folder);
        targetInstance = SeparateInstance.start("target-instance", folder);
        services = StockPair.services(folder)
                .withInitiator(initiator -> initiatorInstance.ownedBy(initiator, "colloquy_initiator"))
                .withTarget(target -> targetInstance.ownedBy(target, "colloquy_target"));
        ServiceSettings initiator = services.settings().get(0);
        ServiceSettings target = services.settings().get(1);
        Map<String, String> ofInitiator = run(initiatorInstance, printed(initiator, "--print-setup=own"), Map.of());
        Map<String, String> ofTarget = run(targetInstance, printed(target, "--print-setup=own"), Map.of());
        run(initiatorInstance, printed(initiator, "--print-setup=trust"), ofTarget);
        run(targetInstance, printed(target, "--print-setup=trust"), ofInitiator);
    }

    @AfterAll
    static void stop() {
        services.close();
        targetInstance.close();
        initiatorInstance.close();
    }

    /** What the service prints; it ends by itself. */
    private static String printed(ServiceSettings settings, String option) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(settings.command());
        command.add(option);
        Path script = folder.resolve("script.sql");
        Path errors = folder.resolve("script.errors");
        Process process = new ProcessBuilder(command)
                .redirectOutput(script.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        assertEquals(0, process.waitFor(), Files.readString(errors));
        return Files.readString(script, StandardCharsets.UTF_8);
    }

    /** As sqlcmd does, with values for the scripting variables; what it shows for the other side's script. */
    private static Map<String, String> run(SeparateInstance instance, String script, Map<String, String> values)
            throws SQLException {
        Map<String, String> all = new HashMap<>(values);
        all.put("RunTimePassword", "Run-Time-Login-1");
        all.put("MasterKeyPassword", "Master-Key-1");
        String filled = script.replaceFirst("(?m)^:on error exit$", "");
        for (Map.Entry<String, String> value : all.entrySet()) {
            filled = filled.replace("$(" + value.getKey() + ")", value.getValue());
        }
        Map<String, String> shown = new HashMap<>();
        try (Connection connection = instance.connect("master");
                Statement statement = connection.createStatement()) {
            for (String batch : filled.split("(?m)^GO$")) {
                boolean rows = !batch.isBlank() && statement.execute(batch);
                while (rows || (!batch.isBlank() && statement.getUpdateCount() != -1)) {
                    if (rows) {
                        read(statement, shown);
                    }
                    rows = statement.getMoreResults();
                }
            }
        }
        return shown;
    }

    private static void read(Statement statement, Map<String, String> shown) throws SQLException {
        try (ResultSet row = statement.getResultSet()) {
            boolean shows = row.getMetaData().getColumnName(1).equals("variable");
            while (row.next()) {
                if (shows) {
                    shown.put(row.getString("variable"), row.getString("value"));
                }
            }
        }
    }

    @Test
    void services_that_start_afterwards_find_nothing_to_set_up_and_hold_a_conversation() throws Exception {
        services.start();

        ConversationClient.Answer answer = services.client().begin("after the scripts", WAIT);

        assertEquals(Optional.of("Message for Initiator service."), answer.text("reply"), answer::toString);
        for (ServiceSettings service : services.settings()) {
            List<String> changes = Files.readAllLines(service.log()).stream()
                    .filter(line -> line.contains("Set-up:"))
                    .toList();
            assertEquals(List.of(), changes, service.name());
        }
    }

    @Test
    void printing_starts_no_instance() throws Exception {
        ServiceSettings embedded =
                StockPair.services(folder.resolve("embedded")).settings().get(0);

        printed(embedded, "--print-setup");

        assertFalse(Files.exists(embedded.folder().resolve("initiator")));
        assertFalse(Files.exists(embedded.log()));
    }
}
