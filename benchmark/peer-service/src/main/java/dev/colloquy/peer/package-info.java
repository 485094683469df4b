/**
 * What a team would build over a queue of its own to get what Colloquy gives: the same HTTP front end in one process, the
 * work in another, and between them a table of PostgreSQL, RabbitMQ or ActiveMQ Artemis. It is measured beside Colloquy
 * and is not part of it.
 */
package dev.colloquy.peer;
