package dev.colloquy.target;

import dev.colloquy.contract.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Runs scripts of batches separated by GO, with the placeholders of the target's migrations filled in. */
public final class SqlScript {
    private SqlScript() {}

    /** Runs a script from the class path. */
    public static void run(Connection connection, String resource) throws SQLException {
        for (String batch : batches(read(resource))) {
            execute(connection, batch);
        }
    }

    /** Runs a batch to its end: the driver tells an error where the failed statement's result would be. */
    public static void execute(Connection connection, String batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(batch);
            while (rows || statement.getUpdateCount() != -1) {
                rows = statement.getMoreResults();
            }
        }
    }

    private static String read(String resource) {
        try (InputStream in = SqlScript.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("${user}", Side.TARGET.user());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> batches(String script) {
        List<String> batches = new ArrayList<>();
        StringBuilder batch = new StringBuilder();
        for (String line : script.split("\n", -1)) {
            if (line.strip().equalsIgnoreCase("GO")) {
                batches.add(batch.toString());
                batch.setLength(0);
            } else {
                batch.append(line).append('\n');
            }
        }
        return batches;
    }
}
