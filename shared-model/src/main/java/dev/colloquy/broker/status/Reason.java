package dev.colloquy.broker.status;

import java.sql.SQLException;
import java.util.regex.Pattern;

/** Why the instance could not be read, in its own words where it said anything. */
final class Reason {
    /** What mssql-jdbc adds to the text of a failed login or connection. */
    private static final Pattern CONNECTION_ID = Pattern.compile(" ?ClientConnectionId:[0-9a-fA-F-]{36}");

    private static final int MOST_CAUSES = 10;

    private Reason() {}

    /** The text of the innermost error of the database; else of the failure; else its class. */
    static String of(Throwable failure) {
        Throwable told = failure;
        Throwable link = failure;
        for (int depth = 0; link != null && depth < MOST_CAUSES; depth++) {
            if (link instanceof SQLException && link.getMessage() != null) {
                told = link;
            }
            link = link.getCause();
        }
        return told.getMessage() == null
                ? told.getClass().getSimpleName()
                : CONNECTION_ID.matcher(told.getMessage()).replaceAll("").strip();
    }
}
