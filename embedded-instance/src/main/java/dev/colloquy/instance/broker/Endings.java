package dev.colloquy.instance.broker;

/** END CONVERSATION in its forms. */
final class Endings {
    private final Delivery delivery;
    private final DialogEffects effects;

    Endings(Delivery delivery, DialogEffects effects) {
        this.delivery = delivery;
        this.effects = effects;
    }

    /**
     * How a conversation ends.
     *
     * @param error null without WITH ERROR
     */
    record End(DialogEvent event, EndError error) {}

    /** Ends an endpoint as it is at this moment; what arrived since the statement ran counts. */
    void end(Changes changes, Dialog dialog, End end) {
        if (end.event() == DialogEvent.END_WITH_CLEANUP) {
            effects.vanish(changes, dialog);
            return;
        }
        Progress now = changes.of(dialog);
        DialogTransitions.Transition transition = DialogTransitions.of(now.state(), end.event());
        if (transition.outcome() == DialogTransitions.Outcome.REFUSED) {
            return;
        }
        changes.dequeueAll(dialog);
        if (transition.to() == DialogState.CLOSED) {
            effects.close(changes, dialog);
            return;
        }
        changes.set(dialog, now.withState(transition.to()).withTimer(0));
        if (end.event() == DialogEvent.END_WITH_ERROR) {
            changes.withdrawAll(dialog);
            EndError error = end.error();
            byte[] body = ErrorMessage.body(error.code(), error.description());
            delivery.send(changes, dialog, WireMessage.Kind.ERROR, MessageType.ERROR, body);
        } else {
            delivery.send(changes, dialog, WireMessage.Kind.END_DIALOG, MessageType.END_DIALOG, null);
        }
    }
}
