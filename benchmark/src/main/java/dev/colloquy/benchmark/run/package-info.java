/** A run of the benchmark: its parts one after the other, what they need, and what is shown meanwhile. */
package dev.colloquy.benchmark.run;
