/** What is kept in PostgreSQL, and queues that are tables of it. The statements are in files, one operation each. */
package dev.colloquy.peer.database;
