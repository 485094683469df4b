package dev.colloquy.benchmark.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Two instances in two processes, set up as the tutorial does, dialog security included. */
final class InstancePair implements AutoCloseable {
    private final MeasuredInstance initiator;
    private final MeasuredInstance target;

    private InstancePair(MeasuredInstance initiator, MeasuredInstance target) {
        this.initiator = initiator;
        this.target = target;
    }

    /** Starts both with their files in a folder, and sets them up. */
    static InstancePair start(Path jar, Path folder) throws IOException, SQLException {
        MeasuredInstance initiator = MeasuredInstance.start(jar, "initiator", folder);
        try {
            MeasuredInstance target = MeasuredInstance.start(jar, "target", folder);
            InstancePair pair = new InstancePair(initiator, target);
            try {
                pair.setUp(folder);
                return pair;
            } catch (IOException | SQLException e) {
                target.close();
                throw e;
            }
        } catch (IOException | SQLException e) {
            initiator.close();
            throw e;
        }
    }

    MeasuredInstance initiator() {
        return initiator;
    }

    MeasuredInstance target() {
        return target;
    }

    /** CPU time that both processes have used. */
    Duration cpu() {
        return initiator.cpu().plus(target.cpu());
    }

    private void setUp(Path folder) throws IOException, SQLException {
        Map<String, String> values = new HashMap<>();
        values.put("folder", folder.toString());
        initiator.run("common.sql", names("Initiator", values));
        target.run("common.sql", names("Target", values));
        values.put("peerPort", Integer.toString(target.brokerPort()));
        initiator.run("initiator.sql", values);
        initiator.run("initiator_many.sql", Map.of());
        values.put("peerPort", Integer.toString(initiator.brokerPort()));
        target.run("target.sql", values);
        target.run("target_many.sql", Map.of());
    }

    private static Map<String, String> names(String side, Map<String, String> values) {
        Map<String, String> names = new HashMap<>(values);
        names.put("endpoint", "Inst" + side + "Endpoint");
        names.put("database", "Inst" + side + "DB");
        names.put("user", side + "User");
        names.put("certificate", "Inst" + side + "Certificate");
        return names;
    }

    @Override
    public void close() {
        initiator.close();
        target.close();
    }
}
