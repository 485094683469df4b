/**
 * Executors of the statements that are neither control flow nor relational: principals, keys, certificates and
 * permissions; Service Broker's definitions and verbs; databases.
 *
 * <p>Each class takes the statement and its {@link dev.colloquy.instance.engine.StatementContext}, resolves names,
 * checks permissions and calls the room that owns the object.
 */
package dev.colloquy.instance.engine.statement;
