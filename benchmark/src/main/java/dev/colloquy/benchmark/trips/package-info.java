/** Counts what each service says to its database for one conversation, by the JDBC driver's own log. */
package dev.colloquy.benchmark.trips;
