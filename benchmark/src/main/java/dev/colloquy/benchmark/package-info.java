/**
 * Measures the embedded instance: dialogs a second through two instances in two processes, start-up time and memory.
 * Never shipped; {@code ./bench} in the repository's root runs it.
 */
package dev.colloquy.benchmark;
