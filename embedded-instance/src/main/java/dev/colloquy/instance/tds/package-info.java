/**
 * The server that SQL Server's clients connect to: TDS 7.3 and 7.4, and 8.0 with TLS first ([MS-TDS]).
 *
 * <p>One thread serves one connection from accept to end: it reads a request, has the
 * {@link dev.colloquy.instance.engine.Session} execute it and writes the response. Nothing is handed over, so a request
 * that ends quickly costs no context switch. What the thread cannot do while it executes, notice that the client
 * cancels or has gone, is done for all connections by one other thread, the attention watch.
 *
 * <p>Authoritative about: packets, encryption, tokens and the order of tokens in a response. Not about: what a request
 * means, transactions, sessions' settings; those are the engine's.
 *
 * <p>When a client breaks the protocol its connection is closed with one line in the log and its session rolled back.
 * An attention is always answered by a message of its own, after the response to the request that was running.
 */
package dev.colloquy.instance.tds;
