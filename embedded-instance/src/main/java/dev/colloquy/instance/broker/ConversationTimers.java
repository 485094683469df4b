package dev.colloquy.instance.broker;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The conversation timers that run. A timer is a column of its endpoint's row ({@link Progress#timerAt}), so it is as
 * durable as the endpoint; here is the order in which they are due. The message that a due timer puts on the queue and
 * the end of the timer are one commit.
 */
final class ConversationTimers {
    private static final System.Logger LOG = System.getLogger(ConversationTimers.class.getName());
    /** Timers that fire in one transaction. */
    private static final int BATCH = 200;

    private static final int BATCHES_AT_ONCE = 10;

    private final Clock clock;
    private final Deadlines deadlines = new Deadlines();

    ConversationTimers(Clock clock) {
        this.clock = clock;
    }

    /** An endpoint was read at start. */
    void load(Dialog dialog) {
        changed(dialog, 0);
    }

    /** A commit has changed an endpoint, whose timer was due at another time or did not run. */
    void changed(Dialog dialog, long formerlyAt) {
        long at = dialog.progress.timerAt();
        if (at == formerlyAt) {
            return;
        }
        if (formerlyAt != 0) {
            deadlines.remove(formerlyAt, dialog);
        }
        if (at != 0) {
            deadlines.add(at, dialog);
        }
    }

    /** An endpoint is gone, and its timer with it. */
    void gone(Dialog dialog) {
        long at = dialog.progress.timerAt();
        if (at != 0) {
            deadlines.remove(at, dialog);
        }
    }

    /** Lets the timers that are due put their messages on the queues. */
    void fire(Commits commits, DialogEffects effects) {
        try {
            List<Dialog> due = deadlines.due(clock.millis(), BATCH * BATCHES_AT_ONCE);
            for (int from = 0; from < due.size(); from += BATCH) {
                fire(commits, effects, due.subList(from, Math.min(due.size(), from + BATCH)));
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "conversation timers did not fire; they will be tried again", e);
        }
    }

    private void fire(Commits commits, DialogEffects effects, List<Dialog> due) {
        Set<UUID> conversations = new LinkedHashSet<>();
        for (Dialog dialog : due) {
            if (!dialog.timerChanging) {
                conversations.add(dialog.conversationId);
            }
        }
        if (!conversations.isEmpty()) {
            commits.runQuietly(
                    conversations, (transaction, changes) -> due.forEach(dialog -> fire(changes, effects, dialog)));
        }
    }

    private void fire(Changes changes, DialogEffects effects, Dialog dialog) {
        Progress now = changes.of(dialog);
        boolean due = now.timerAt() != 0 && now.timerAt() <= clock.millis();
        if (!dialog.removed && due && !dialog.timerChanging) {
            changes.set(dialog, now.withTimer(0));
            effects.enqueue(
                    changes, dialog, MessageType.DIALOG_TIMER_ID, QueueMessage.READY, now.receiveSequence(), null);
        }
    }
}
