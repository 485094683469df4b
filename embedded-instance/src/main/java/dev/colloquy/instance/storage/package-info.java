/**
 * The one H2 file database of an instance: sessions, transactions, group commit, the store of object definitions and
 * the list of SQL Server databases.
 *
 * <p>A SQL Server database is a family of H2 schemas named {@code database.schema}. A {@link
 * dev.colloquy.instance.storage.Transaction} is the unit that commits or vanishes together: rows in H2, changes of
 * memory (undone on rollback) and what {@link dev.colloquy.instance.storage.Participant}s add at commit. A commit is
 * acknowledged only when {@link dev.colloquy.instance.storage.GroupCommit} has forced it to disk.
 */
package dev.colloquy.instance.storage;
