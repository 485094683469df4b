/**
 * The embedded instance: a SQL-Server-compatible Service Broker instance in a JVM.
 *
 * <p>{@link dev.colloquy.instance.EmbeddedInstance} is the one public way in for a library user, {@link
 * dev.colloquy.instance.Main} for a process. The rooms below are wired here and nowhere else:
 *
 * <pre>
 * tds ──► engine ──► broker ──► storage
 *            │   ╲      ▲  ╲       ▲
 *            ▼    ▼     │   ▼      │
 *          tsql  catalog│  security┘      everything may use types
 *                   transport
 * </pre>
 */
package dev.colloquy.instance;
