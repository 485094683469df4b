package dev.colloquy.benchmark.engine;

import dev.colloquy.benchmark.results.Machine;
import dev.colloquy.benchmark.results.Quantiles;
import java.util.List;

/**
 * The embedded instance alone, over JDBC.
 *
 * @param machine where it was measured
 * @param dialogs one message a dialog and many, with few and many in flight
 * @param initiatorMebibytes resident memory of the initiator's instance after that
 * @param targetMebibytes the same of the target's
 * @param backlog RECEIVE from queues of different depth
 * @param bodies dialogs with requests of different size
 */
public record EngineResults(
        Machine machine,
        List<Dialogs> dialogs,
        long initiatorMebibytes,
        long targetMebibytes,
        List<Backlog> backlog,
        List<Body> bodies) {
    /**
     * Exchanges of a request and a reply through two instances.
     *
     * @param messagesEach how many on each dialog
     * @param inFlight how many at once
     * @param perSecond exchanges a second
     * @param times of single exchanges, milliseconds
     * @param cpuMillis of both instances for each exchange
     */
    public record Dialogs(int messagesEach, int inFlight, double perSecond, Quantiles times, double cpuMillis) {}

    /**
     * {@code RECEIVE TOP (1)} from a queue with one message a dialog, each committed.
     *
     * @param messages that wait on the queue
     * @param times of single calls with their commit, milliseconds
     * @param filledPerSecond messages a second while the queue was filled, to this depth from empty
     * @param mebibytes resident memory of the instance then
     */
    public record Backlog(int messages, Quantiles times, double filledPerSecond, long mebibytes) {}

    /**
     * Dialogs with a request of some size and a short reply.
     *
     * @param bytes of the request's body, two for each character
     * @param inFlight how many at once
     * @param perSecond dialogs a second
     * @param times of single dialogs, milliseconds
     */
    public record Body(int bytes, int inFlight, double perSecond, Quantiles times) {
        /** Bodies in one direction, in megabytes a second. */
        public double megabytesPerSecond() {
            return perSecond * bytes / 1e6;
        }
    }
}
