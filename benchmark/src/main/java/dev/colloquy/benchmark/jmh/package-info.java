/** Runs the benchmarks of hot paths and keeps their figures. */
package dev.colloquy.benchmark.jmh;
