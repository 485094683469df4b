package dev.colloquy.broker.setup;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Words for the operator about an error of SQL Server. */
final class SetupErrors {
    /** First number of the errors that the scripts raise themselves; their text says what to do. */
    private static final int OWN = 50_000;

    /**
     * Permission denied (229, 230, 262, 297, 300, 15247), no access to the database (916, 4060), not there or no
     * permission (1088, 3701, 4604, 5011, 15151, 15517), no permission to grant (4613), there but not visible to the
     * login (15023, 15025, 15232, 15530, 15578). Database engine events and errors.
     */
    private static final Set<Integer> PERMISSION = Set.of(
            229, 230, 262, 297, 300, 916, 1088, 3701, 4060, 4604, 4613, 5011, 15_023, 15_025, 15_151, 15_232, 15_247,
            15_517, 15_530, 15_578);

    private SetupErrors() {}

    /** The failure of a step. */
    static SetupFailure of(SetupStep step, SQLException cause) {
        String message = "Set-up could not " + step.name() + ". " + words(cause);
        if (lacksPermission(cause)) {
            message += " The set-up login needs: " + step.needs() + " (current database: " + step.database() + ").";
        } else if (cause.getErrorCode() < OWN && step.remedy().isPresent()) {
            message += " Remedy: " + step.remedy().get() + ".";
        }
        return new SetupFailure(message, cause);
    }

    /** The failure of something that is no step: to connect, to wait for the lock, to read. */
    static SetupFailure of(String name, SQLException cause) {
        return new SetupFailure("Set-up could not " + name + ". " + words(cause), cause);
    }

    /** What the server said; of several errors of one statement each. */
    private static String words(SQLException cause) {
        return StreamSupport.stream(cause.spliterator(), false)
                .filter(SQLException.class::isInstance)
                .map(SQLException.class::cast)
                .map(SetupErrors::sentence)
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static String sentence(SQLException error) {
        int number = error.getErrorCode();
        return number == 0 || number >= OWN ? error.getMessage() : error.getMessage() + " (error " + number + ")";
    }

    private static boolean lacksPermission(SQLException cause) {
        return StreamSupport.stream(cause.spliterator(), false)
                .anyMatch(e -> e instanceof SQLException error && PERMISSION.contains(error.getErrorCode()));
    }
}
