package dev.colloquy.broker.setup;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a script as sqlcmd does: batches between GO lines, one connection, scripting variables, an error ends it. */
final class Sqlcmd {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\(([^)]*)\\)");

    private final Map<String, String> variables = new HashMap<>();

    /** Gives a variable a value. */
    Sqlcmd with(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /**
     * Runs a script.
     *
     * @return what its result sets of the columns variable and value have shown
     */
    Map<String, String> run(Connection connection, String script) throws SQLException {
        Map<String, String> shown = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            for (String batch : script.replaceFirst("(?m)^:on error exit$", "").split("(?m)^GO$")) {
                if (!batch.isBlank()) {
                    execute(statement, filled(batch), shown);
                }
            }
        }
        return shown;
    }

    private String filled(String batch) {
        return VARIABLE.matcher(batch).replaceAll(variable -> {
            String value = variables.get(variable.group(1));
            if (value == null) {
                throw new IllegalStateException("scripting variable not defined: " + variable.group(1));
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static void execute(Statement statement, String batch, Map<String, String> shown) throws SQLException {
        boolean rows = statement.execute(batch);
        while (rows || statement.getUpdateCount() != -1) {
            if (rows) {
                read(statement, shown);
            }
            rows = statement.getMoreResults();
        }
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
}
