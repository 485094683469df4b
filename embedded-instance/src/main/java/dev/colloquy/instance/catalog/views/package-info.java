/**
 * The catalog: the rows of the {@code sys} views, the {@code INFORMATION_SCHEMA} views and the queues, made from the
 * definitions and the state of the other rooms at the moment they are read. Nothing is kept here.
 *
 * <p>Columns, their order and their types are those of SQL Server 2022. Each view is a declaration: a source of rows and
 * a list of columns. What a caller may not see is left out in a simple form: members of sysadmin and db_owner see
 * everything, others what they own or were granted something on.
 */
package dev.colloquy.instance.catalog.views;
