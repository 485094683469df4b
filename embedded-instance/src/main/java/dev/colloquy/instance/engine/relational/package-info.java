/**
 * Relational work: T-SQL queries, data changes and table definitions, translated to H2's SQL and run on the
 * transaction's connection.
 *
 * <p>Expressions without columns are evaluated before the statement and bound as parameters, so that H2 sees only what
 * depends on rows. Translations are cached per statement, database and version of the definitions.
 */
package dev.colloquy.instance.engine.relational;
