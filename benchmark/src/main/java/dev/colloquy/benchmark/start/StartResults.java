package dev.colloquy.benchmark.start;

import dev.colloquy.benchmark.results.Machine;
import dev.colloquy.benchmark.results.Spread;

/**
 * Starts, in milliseconds from the launch of the process, and memory in MiB.
 *
 * @param machine where it was measured
 * @param starts how many of each sort
 * @param emptyToLogin an instance on an empty directory, to the first login
 * @param restartToLogin an instance with files, to the first login
 * @param instanceMebibytes resident memory of an instance after the first login
 * @param initiatorReady initiator-service with its instance on an empty directory, to ready, with the target beside it
 * @param targetReady target-service likewise
 * @param initiatorMebibytes resident memory of initiator-service with its instance when ready
 * @param targetMebibytes of target-service likewise
 */
public record StartResults(
        Machine machine,
        int starts,
        Spread emptyToLogin,
        Spread restartToLogin,
        Spread instanceMebibytes,
        Spread initiatorReady,
        Spread targetReady,
        Spread initiatorMebibytes,
        Spread targetMebibytes) {}
