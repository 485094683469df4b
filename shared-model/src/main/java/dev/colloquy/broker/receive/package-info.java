/**
 * The loop of workers that wait in a blocking {@code WAITFOR (RECEIVE …)}.
 *
 * <pre>
 *            start()                    close()
 * STOPPED ──────────► RUNNING ───────────────────► STOPPING ──► STOPPED
 *                      │   ▲                          ▲
 *     every worker has │   │ one receives again       │ close()
 *               failed ▼   │                          │
 *                    BACKING_OFF ─────────────────────┘
 * </pre>
 *
 * <p>There are more workers when batches come full, and fewer when they wait in vain; nobody looks at the queue to decide
 * that.
 *
 * <p>Nothing here knows SQL: a {@link dev.colloquy.broker.receive.Receiver} does, and it rolls back what it could not
 * finish. A closed loop ends its waits first, gives batches in hand a grace, then cancels those too, and gives up on a
 * thread that does not end even then; an interrupt would not unblock a socket read.
 */
package dev.colloquy.broker.receive;
