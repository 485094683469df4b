package dev.colloquy.benchmark.trips;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests to the database by what they were for. A request that carries several statements, such as a batch, counts once
 * under the names of all of them.
 */
final class RoundTrips {
    /** The thread in parentheses, the command, its context in parentheses: {@code TDSCommand@1f (Connection.commit)}. */
    private static final Pattern REQUEST =
            Pattern.compile("\\(([^()]+)\\) TDSCommand@\\p{XDigit}+ \\((.*)\\): starting request");

    private static final Pattern STATEMENT = Pattern.compile(
            "\\(([^()]+)\\) \\S.*?(?:calling (sp_\\w+): .*?SQL:|Executing \\(not server cursor\\) )(.*)");
    private static final Pattern PROCEDURE = Pattern.compile("(?i)^\\W*(?:EXEC|CALL)\\s+([\\w.\\[\\]]+).*");
    private static final int SHOWN = 60;

    private final Map<String, Integer> requests = new TreeMap<>();
    private final Map<String, String> openOfThread = new HashMap<>();

    private RoundTrips() {}

    /** Requests by name, from the lines that a {@link DriverLog} wrote. */
    static Map<String, Integer> count(List<String> lines) {
        RoundTrips trips = new RoundTrips();
        lines.forEach(trips::line);
        trips.openOfThread.values().forEach(trips::add);
        return trips.requests;
    }

    private void line(String line) {
        Matcher request = REQUEST.matcher(line);
        if (request.find()) {
            finish(request.group(1));
            openOfThread.put(request.group(1), request.group(2));
            return;
        }
        Matcher statement = STATEMENT.matcher(line);
        if (statement.find()) {
            String name = name(statement.group(3), statement.group(2));
            openOfThread.computeIfPresent(
                    statement.group(1), (thread, open) -> isNamed(open) ? with(open, name) : name);
        }
    }

    /** The driver's own context says which of the methods of JDBC was called, and for statements no more than that. */
    private static boolean isNamed(String open) {
        return !open.endsWith("executeXXX") && !open.endsWith("executeBatch");
    }

    private static String with(String open, String name) {
        return open.equals(name) || open.contains(name + ", ") || open.endsWith(", " + name)
                ? open
                : open + ", " + name;
    }

    private void finish(String thread) {
        String open = openOfThread.remove(thread);
        if (open != null) {
            add(open);
        }
    }

    private void add(String name) {
        requests.merge(name, 1, Integer::sum);
    }

    private static String name(String sql, String call) {
        Matcher procedure = PROCEDURE.matcher(sql.strip());
        String name = procedure.matches() ? procedure.group(1) : shortened(sql.strip());
        return call == null ? name : name + " (" + call + ")";
    }

    private static String shortened(String sql) {
        return sql.length() <= SHOWN ? sql : sql.substring(0, SHOWN) + " …";
    }
}
