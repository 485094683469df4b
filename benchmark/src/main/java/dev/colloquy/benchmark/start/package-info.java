/** Measures how long instance and services take to start, and their memory then. */
package dev.colloquy.benchmark.start;
