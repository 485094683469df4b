/** What was measured, as it is kept in files: figures, their spread, and the one writer of those files. */
package dev.colloquy.benchmark.results;
