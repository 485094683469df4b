package dev.colloquy.instance.broker;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** What statements and arrivals do to an endpoint besides its state: messages, errors, its end. */
final class DialogEffects {
    /** How long a finished target conversation is remembered, so that a replayed first message does not revive it. */
    static final long CLOSED_MILLIS = TimeUnit.MINUTES.toMillis(30);

    private final DialogTable table;
    private final Definitions definitions;
    private final Clock clock;

    DialogEffects(DialogTable table, Definitions definitions, Clock clock) {
        this.table = table;
        this.definitions = definitions;
        this.clock = clock;
    }

    /** Puts a message on the endpoint's queue. */
    void enqueue(Changes changes, Dialog dialog, int messageTypeId, int status, long sequence, byte[] body) {
        if (definitions.service(dialog.databaseId, dialog.serviceId).isEmpty()) {
            return;
        }
        changes.enqueue(new QueueMessage(
                table.nextId(),
                dialog,
                dialog.group.queue.nextOrder(),
                sequence,
                messageTypeId,
                status,
                clock.millis(),
                new StoredBody(body)));
    }

    /**
     * A broker's error: an Error message on the endpoint's own queue. An endpoint that waits only for its end to be
     * acknowledged is finished instead, for that will not happen any more.
     */
    void fail(Changes changes, Dialog dialog, BrokerError error) {
        Progress now = changes.of(dialog);
        if (now.state() == DialogState.DISCONNECTED_OUTBOUND) {
            acknowledged(changes, dialog);
        } else if (DialogTransitions.accepts(now.state(), DialogEvent.ERROR_ARRIVED)) {
            changes.set(dialog, now.withState(DialogState.ERROR));
            byte[] body = ErrorMessage.body(-error.number(), error.text());
            enqueue(changes, dialog, MessageType.ERROR_ID, QueueMessage.READY, now.receiveSequence(), body);
            hold(changes, dialog, TransmissionStatus.HELD_AFTER_ERROR);
        }
    }

    /** Keeps what the endpoint has not got rid of until its program ends the conversation. */
    void hold(Changes changes, Dialog dialog, String status) {
        changes.onPublish(() -> dialog.pending.hold(status));
    }

    /** The far side has stored the endpoint's EndDialog or Error. */
    void acknowledged(Changes changes, Dialog dialog) {
        if (DialogTransitions.accepts(changes.of(dialog).state(), DialogEvent.END_ACKNOWLEDGED)) {
            close(changes, dialog);
        }
    }

    /** The conversation is over on this side. An initiator vanishes, a target is remembered for a while. */
    void close(Changes changes, Dialog dialog) {
        changes.withdrawAll(dialog);
        if (dialog.initiator) {
            changes.remove(dialog);
            changes.set(dialog, changes.of(dialog).withState(DialogState.CLOSED));
        } else {
            changes.set(dialog, changes.of(dialog).closed(clock.millis() + CLOSED_MILLIS));
        }
    }

    /** END CONVERSATION WITH CLEANUP: everything vanishes, the far side is not told. */
    void vanish(Changes changes, Dialog dialog) {
        changes.dequeueAll(dialog);
        changes.withdrawAll(dialog);
        changes.remove(dialog);
    }
}
