/** Conversations over a message broker, with a ledger in a database beside it or without one. */
package dev.colloquy.peer.broker;
