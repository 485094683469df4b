/**
 * Measures Colloquy, its peers and the embedded instance, and writes docs/performance.md. Never shipped; {@code ./bench} in
 * the repository's root runs it.
 */
package dev.colloquy.benchmark;
