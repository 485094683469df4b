package dev.colloquy.instance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A script of batches separated by GO, as a query tool runs it, with {@code ${name}} to be filled in by the reader. */
public final class SqlScript {
    private final String text;

    private SqlScript(String text) {
        this.text = text;
    }

    /** Reads a script from the class path. */
    public static SqlScript resource(String name) {
        try (InputStream in = SqlScript.class.getResourceAsStream("/" + name)) {
            return new SqlScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static SqlScript of(String text) {
        return new SqlScript(text);
    }

    /** The script with the reader's own values. */
    public SqlScript with(Map<String, String> values) {
        String filled = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            filled = filled.replace("${" + value.getKey() + "}", value.getValue());
        }
        return new SqlScript(filled);
    }

    /** The batches in order. */
    public List<String> batches() {
        List<String> batches = new ArrayList<>();
        StringBuilder batch = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            if (line.strip().equalsIgnoreCase("GO")) {
                batches.add(batch.toString());
                batch.setLength(0);
            } else {
                batch.append(line).append('\n');
            }
        }
        if (!batch.toString().isBlank()) {
            batches.add(batch.toString());
        }
        return batches;
    }

    /** Runs batch by batch and returns every result as {@code column=value}, row after row. */
    public List<String> run(Connection connection) throws SQLException {
        List<String> results = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (String batch : batches()) {
                boolean rows = statement.execute(batch);
                while (rows || statement.getUpdateCount() != -1) {
                    if (rows) {
                        read(statement, results);
                    }
                    rows = statement.getMoreResults();
                }
            }
        }
        return results;
    }

    private static void read(Statement statement, List<String> results) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                for (int i = 1; i <= columns; i++) {
                    results.add(rows.getMetaData().getColumnLabel(i) + "=" + rows.getString(i));
                }
            }
        }
    }
}
