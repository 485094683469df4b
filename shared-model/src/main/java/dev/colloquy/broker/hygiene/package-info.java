/**
 * Conversation hygiene: the search for conversations that have leaked, which is the same on both sides.
 *
 * <p>Service Broker never ends a conversation by itself: what one side forgets to end stays in
 * {@code sys.conversation_endpoints} for ever. So each service compares the endpoints with what it knows of its
 * conversations, at an interval, a page at a time, one replica at a time. What has leaked is a
 * {@link dev.colloquy.broker.hygiene.Finding}; policy says which findings are ended. What differs between the sides is in
 * their stored procedures of the same names.
 *
 * <p>A conversation is left in peace while it is young, while messages of it wait in a queue or in the transmission
 * queue, and while anything happens to it.
 */
package dev.colloquy.broker.hygiene;
