/**
 * Runs batches: sessions, variables, control flow, procedures, transactions, TRY/CATCH and the errors' effects.
 *
 * <p>A {@link dev.colloquy.instance.engine.Session} belongs to one client and runs one request at a time on the thread
 * that calls it. What a request yields goes, in order, to a {@link dev.colloquy.instance.engine.Response}; the wire
 * format is none of this room's business. Relational work is translated and given to H2 by
 * {@code dev.colloquy.instance.engine.relational}, conversations are the broker's.
 */
package dev.colloquy.instance.engine;
