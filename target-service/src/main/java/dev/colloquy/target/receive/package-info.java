/**
 * Requests from the queue to their completion.
 *
 * <p>A batch is one transaction: receive up to {@code batch} conversations, handle their requests, send the replies and
 * end the conversations, commit. It takes three round trips to the database; two more at most if requests are or were
 * deferred.
 *
 * <p>What goes wrong before the commit rolls all of it back, and the requests are received again. The one that fails does
 * not hold up the others:
 *
 * <pre>
 * received ──► handled ──────────────────────────────────────────► done
 *    ▲            │ fails by itself                                   ▲
 *    │            ├───────────────────────────────┐                   │
 *    │            │ fails, others may be behind it│                   │
 *    │            ▼                               │                   │
 *    │         received one by one ── handled ────┼───────────────────┤
 *    │            │ fails alone                   │                   │
 *    │            ▼                               ▼                   │
 *    │         received once more, and deferred ──► after max-attempts: rejected, or parked
 *    │            │ the conversation timer's message                  │ an operator
 *    └────────────┴───────────────────────────────────────────────────┘
 * </pre>
 *
 * <p>A deferred request is a row of {@code deferred_request}, written in the transaction that has received it, and a
 * conversation timer. The queue is free for others meanwhile, nothing polls, and a restart changes nothing. Further
 * requests of the same conversation are put behind it. Nothing precedes a first request, so only messages that follow
 * one need a look into the table.
 *
 * <p>The lock of the conversation group guards the rows of a conversation: whoever changes them takes it first.
 */
package dev.colloquy.target.receive;
