/**
 * Service Broker: definitions, dialogs, conversation groups and their locks, queues, the transmission queue, routing.
 *
 * <p>State lives in memory and is durable in H2. The verbs of a transaction collect what they do in a {@link
 * dev.colloquy.instance.broker.ConversationWork}; its commit locks the conversations it touches, computes their next
 * states from what they are then, writes the rows, commits and publishes. Nobody waits for an open transaction except
 * for a conversation-group lock, and what arrives takes no such lock.
 *
 * <p>Order of locks: group lock (long), conversation locks (a commit), then the lock of one queue, or of one
 * destination and one dialog (moments). H2 is never called under the last three.
 */
package dev.colloquy.instance.broker;
