/**
 * Transact-SQL text to syntax tree: the lexer, the parser and the tree's records.
 *
 * <p>{@link dev.colloquy.instance.tsql.Parser} turns one batch into a {@link dev.colloquy.instance.tsql.Batch}. The
 * whole batch is parsed before anything of it runs, as in SQL Server; text outside the supported grammar is refused
 * here with one error that names it. Nothing in this room knows objects, sessions or storage.
 */
package dev.colloquy.instance.tsql;
