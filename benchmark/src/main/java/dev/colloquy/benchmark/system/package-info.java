/** What the benchmark measures, whatever it is made of. */
package dev.colloquy.benchmark.system;
