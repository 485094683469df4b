/**
 * Definitions of schemas, tables and procedures, kept in memory and stored as definitions of the instance.
 *
 * <p>{@link dev.colloquy.instance.catalog.Tables} and {@link dev.colloquy.instance.catalog.Procedures} change memory at
 * once and undo the change when the transaction is rolled back; the caller holds the definition lock. Lookups ignore
 * letter case. The rows of ordinary tables are no business of this room.
 */
package dev.colloquy.instance.catalog;
