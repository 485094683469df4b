package dev.colloquy.benchmark.trips;

import dev.colloquy.benchmark.results.Machine;
import java.util.List;

/**
 * Requests to the databases.
 *
 * @param machine where it was measured
 * @param driver name and version
 * @param levels with few and with many clients
 */
public record TripResults(Machine machine, String driver, List<Level> levels) {
    /**
     * With some clients at once.
     *
     * @param clients that waited for their replies
     * @param conversations that were held meanwhile
     * @param sides what each service sent
     */
    public record Level(int clients, int conversations, List<Side> sides) {}

    /**
     * What one service sent to its database.
     *
     * @param name of the service
     * @param trips requests for each conversation
     * @param statements the same by statement
     */
    public record Side(String name, double trips, List<Statement> statements) {}

    /**
     * One sort of request.
     *
     * @param name procedure or text, and the call of TDS that carried it
     * @param trips requests for each conversation
     */
    public record Statement(String name, double trips) {}
}
