/**
 * Requests from the queue to their completion.
 *
 * <p>A batch is one transaction: receive up to {@code batch} conversations, handle their requests, send the replies and
 * end the conversations, commit. It takes three round trips to the database. What goes wrong before the commit rolls
 * all of it back, and the requests are received again, as many rounds as there were conversations one at a time, so
 * that the one that fails does not hold up the others. A request that fails {@code max-attempts} times ends its
 * conversation with an error.
 */
package dev.colloquy.target.receive;
