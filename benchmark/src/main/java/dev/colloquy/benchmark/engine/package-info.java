/** Measures the embedded instance alone, over JDBC: dialogs, backlog, bodies, start-up. */
package dev.colloquy.benchmark.engine;
