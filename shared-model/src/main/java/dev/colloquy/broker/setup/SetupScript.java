package dev.colloquy.broker.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * T-SQL of one operation, from the file of that name beside this class. Its values are {@code ?} at the top: texts,
 * integers, bytes or {@linkplain Secret secrets}. Lines of its opening comment say which permission it needs
 * ({@code -- Needs: }) and what an operator can do if it fails ({@code -- Remedy: }).
 */
final class SetupScript {
    private static final String NEEDS = "-- Needs: ";
    private static final String REMEDY = "-- Remedy: ";

    /** Longer than any step takes, also one that waits for the set-up lock; a blocked one ends with an error. */
    private static final int TIMEOUT_SECONDS = 180;

    private final String text;
    private final String needs;
    private final Optional<String> remedy;

    private SetupScript(String text, String needs, Optional<String> remedy) {
        this.text = text;
        this.needs = needs;
        this.remedy = remedy;
    }

    /**
     * Reads a script.
     *
     * @throws IllegalStateException if there is no such file
     */
    static SetupScript named(String name) {
        String file = name + ".sql";
        try (InputStream in = SetupScript.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the set-up script " + file + " is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new SetupScript(text, line(text, NEEDS).orElse(""), line(text, REMEDY));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> line(String text, String start) {
        return text.lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst();
    }

    /** The permissions it needs, in SQL Server's words; empty if every login has them. */
    String needs() {
        return needs;
    }

    /** What an operator can do if it fails though permissions suffice. */
    Optional<String> remedy() {
        return remedy;
    }

    /**
     * Runs it in the connection's current database.
     *
     * @return the changes it made, in words; empty if all was there
     */
    List<String> run(Connection connection, List<?> values) throws SQLException {
        List<String> changes = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            bind(statement, values);
            boolean rows = statement.execute();
            while (rows || statement.getUpdateCount() != -1) {
                if (rows) {
                    readChanges(statement, changes);
                }
                rows = statement.getMoreResults();
            }
        }
        return changes;
    }

    private static void readChanges(PreparedStatement statement, List<String> changes) throws SQLException {
        try (ResultSet rows = statement.getResultSet()) {
            while (rows.next()) {
                changes.add(rows.getString("change"));
            }
        }
    }

    /** Reads one row. */
    interface RowReader<T> {
        /** The object of the current row. */
        T read(ResultSet row) throws SQLException;
    }

    /** Runs a query in the connection's current database; its first row, if it has one. */
    <T> Optional<T> query(Connection connection, List<?> values, RowReader<T> reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            bind(statement, values);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
            }
        }
    }

    private static void bind(PreparedStatement statement, List<?> values) throws SQLException {
        statement.setQueryTimeout(TIMEOUT_SECONDS);
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (value instanceof Secret secret) {
                secret.bind(statement, i + 1);
            } else if (value instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (value instanceof Integer number) {
                statement.setInt(i + 1, number);
            } else {
                statement.setNString(i + 1, (String) value);
            }
        }
    }

    /** The text with its values as literals, to be read or run by hand; secrets are sqlcmd scripting variables. */
    String withValues(List<?> values) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (Object value : values) {
            int mark = text.indexOf('?', from);
            filled.append(text, from, mark).append(literal(value));
            from = mark + 1;
        }
        return filled.append(text, from, text.length()).toString();
    }

    private static String literal(Object value) {
        if (value instanceof Secret secret) {
            return secret.inScript();
        }
        if (value instanceof Variable variable) {
            return variable.inScript();
        }
        if (value instanceof byte[] bytes) {
            return "0x" + HexFormat.of().withUpperCase().formatHex(bytes);
        }
        return value instanceof Integer
                ? value.toString()
                : "N'" + value.toString().replace("'", "''") + "'";
    }
}
