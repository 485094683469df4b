package dev.colloquy.instance.broker;

import static dev.colloquy.instance.broker.DialogEvent.BEGIN_TIMER;
import static dev.colloquy.instance.broker.DialogEvent.END;
import static dev.colloquy.instance.broker.DialogEvent.END_ACKNOWLEDGED;
import static dev.colloquy.instance.broker.DialogEvent.END_DIALOG_ARRIVED;
import static dev.colloquy.instance.broker.DialogEvent.END_WITH_CLEANUP;
import static dev.colloquy.instance.broker.DialogEvent.END_WITH_ERROR;
import static dev.colloquy.instance.broker.DialogEvent.ERROR_ARRIVED;
import static dev.colloquy.instance.broker.DialogEvent.MESSAGE_ARRIVED;
import static dev.colloquy.instance.broker.DialogEvent.MOVE;
import static dev.colloquy.instance.broker.DialogEvent.SEND;
import static dev.colloquy.instance.broker.DialogState.CLOSED;
import static dev.colloquy.instance.broker.DialogState.CONVERSING;
import static dev.colloquy.instance.broker.DialogState.DISCONNECTED_INBOUND;
import static dev.colloquy.instance.broker.DialogState.DISCONNECTED_OUTBOUND;
import static dev.colloquy.instance.broker.DialogState.ERROR;
import static dev.colloquy.instance.broker.DialogState.STARTED_INBOUND;
import static dev.colloquy.instance.broker.DialogState.STARTED_OUTBOUND;

import dev.colloquy.instance.types.SqlError;
import java.util.EnumMap;
import java.util.Map;

/**
 * The life of a conversation endpoint: every state meets every event. A cell is the next state, "ignored" (what arrives
 * is acknowledged and discarded) or the refusal of the statement. Pure; the effects are elsewhere.
 */
final class DialogTransitions {
    private static final Map<DialogState, Map<DialogEvent, Transition>> TABLE = new EnumMap<>(DialogState.class);

    static {
        row(STARTED_OUTBOUND, SEND, CONVERSING);
        row(STARTED_OUTBOUND, BEGIN_TIMER, STARTED_OUTBOUND);
        row(STARTED_OUTBOUND, MOVE, STARTED_OUTBOUND);
        ignored(STARTED_OUTBOUND, MESSAGE_ARRIVED);
        row(STARTED_OUTBOUND, END, CLOSED);
        row(STARTED_OUTBOUND, END_WITH_ERROR, CLOSED);
        row(STARTED_OUTBOUND, END_WITH_CLEANUP, CLOSED);
        ignored(STARTED_OUTBOUND, END_DIALOG_ARRIVED);
        row(STARTED_OUTBOUND, ERROR_ARRIVED, ERROR);
        ignored(STARTED_OUTBOUND, END_ACKNOWLEDGED);

        refused(STARTED_INBOUND, SEND);
        refused(STARTED_INBOUND, BEGIN_TIMER);
        refused(STARTED_INBOUND, MOVE);
        row(STARTED_INBOUND, MESSAGE_ARRIVED, CONVERSING);
        refused(STARTED_INBOUND, END);
        refused(STARTED_INBOUND, END_WITH_ERROR);
        row(STARTED_INBOUND, END_WITH_CLEANUP, CLOSED);
        row(STARTED_INBOUND, END_DIALOG_ARRIVED, DISCONNECTED_INBOUND);
        row(STARTED_INBOUND, ERROR_ARRIVED, ERROR);
        ignored(STARTED_INBOUND, END_ACKNOWLEDGED);

        row(CONVERSING, SEND, CONVERSING);
        row(CONVERSING, BEGIN_TIMER, CONVERSING);
        row(CONVERSING, MOVE, CONVERSING);
        row(CONVERSING, MESSAGE_ARRIVED, CONVERSING);
        row(CONVERSING, END, DISCONNECTED_OUTBOUND);
        row(CONVERSING, END_WITH_ERROR, DISCONNECTED_OUTBOUND);
        row(CONVERSING, END_WITH_CLEANUP, CLOSED);
        row(CONVERSING, END_DIALOG_ARRIVED, DISCONNECTED_INBOUND);
        row(CONVERSING, ERROR_ARRIVED, ERROR);
        ignored(CONVERSING, END_ACKNOWLEDGED);

        refused(DISCONNECTED_INBOUND, SEND);
        row(DISCONNECTED_INBOUND, BEGIN_TIMER, DISCONNECTED_INBOUND);
        row(DISCONNECTED_INBOUND, MOVE, DISCONNECTED_INBOUND);
        ignored(DISCONNECTED_INBOUND, MESSAGE_ARRIVED);
        row(DISCONNECTED_INBOUND, END, CLOSED);
        row(DISCONNECTED_INBOUND, END_WITH_ERROR, CLOSED);
        row(DISCONNECTED_INBOUND, END_WITH_CLEANUP, CLOSED);
        ignored(DISCONNECTED_INBOUND, END_DIALOG_ARRIVED);
        ignored(DISCONNECTED_INBOUND, ERROR_ARRIVED);
        ignored(DISCONNECTED_INBOUND, END_ACKNOWLEDGED);

        refused(DISCONNECTED_OUTBOUND, SEND);
        refused(DISCONNECTED_OUTBOUND, BEGIN_TIMER);
        refused(DISCONNECTED_OUTBOUND, MOVE);
        ignored(DISCONNECTED_OUTBOUND, MESSAGE_ARRIVED);
        refused(DISCONNECTED_OUTBOUND, END);
        refused(DISCONNECTED_OUTBOUND, END_WITH_ERROR);
        row(DISCONNECTED_OUTBOUND, END_WITH_CLEANUP, CLOSED);
        ignored(DISCONNECTED_OUTBOUND, END_DIALOG_ARRIVED);
        ignored(DISCONNECTED_OUTBOUND, ERROR_ARRIVED);
        row(DISCONNECTED_OUTBOUND, END_ACKNOWLEDGED, CLOSED);

        refused(ERROR, SEND);
        row(ERROR, BEGIN_TIMER, ERROR);
        row(ERROR, MOVE, ERROR);
        ignored(ERROR, MESSAGE_ARRIVED);
        row(ERROR, END, CLOSED);
        row(ERROR, END_WITH_ERROR, CLOSED);
        row(ERROR, END_WITH_CLEANUP, CLOSED);
        ignored(ERROR, END_DIALOG_ARRIVED);
        ignored(ERROR, ERROR_ARRIVED);
        ignored(ERROR, END_ACKNOWLEDGED);

        refused(CLOSED, SEND);
        refused(CLOSED, BEGIN_TIMER);
        refused(CLOSED, MOVE);
        ignored(CLOSED, MESSAGE_ARRIVED);
        refused(CLOSED, END);
        refused(CLOSED, END_WITH_ERROR);
        row(CLOSED, END_WITH_CLEANUP, CLOSED);
        ignored(CLOSED, END_DIALOG_ARRIVED);
        ignored(CLOSED, ERROR_ARRIVED);
        ignored(CLOSED, END_ACKNOWLEDGED);
    }

    private DialogTransitions() {}

    /** What the event does to an endpoint in the state. */
    static Transition of(DialogState state, DialogEvent event) {
        Transition transition = TABLE.get(state).get(event);
        if (transition == null) {
            throw new IllegalStateException("no transition from " + state + " on " + event);
        }
        return transition;
    }

    /**
     * The state after a statement.
     *
     * @throws dev.colloquy.instance.types.SqlError 8427, 8429, 8438 or 8458 if the state does not allow it
     */
    static DialogState require(DialogState state, DialogEvent event) {
        Transition transition = of(state, event);
        if (transition.outcome() == Outcome.REFUSED) {
            throw refusal(state, event);
        }
        return transition.to();
    }

    private static SqlError refusal(DialogState state, DialogEvent event) {
        return switch (event) {
            case SEND -> BrokerErrors.inState(8429, "SEND", state);
            case BEGIN_TIMER -> BrokerErrors.inState(8458, "BEGIN CONVERSATION TIMER", state);
            case MOVE -> BrokerErrors.inState(8438, "MOVE CONVERSATION", state);
            default -> BrokerErrors.inState(8427, "END CONVERSATION", state);
        };
    }

    /** True if an arrival in this state counts; otherwise it is acknowledged and discarded. */
    static boolean accepts(DialogState state, DialogEvent event) {
        return of(state, event).outcome() == Outcome.TAKEN;
    }

    private static void row(DialogState from, DialogEvent event, DialogState to) {
        add(from, event, new Transition(Outcome.TAKEN, to));
    }

    private static void ignored(DialogState from, DialogEvent event) {
        add(from, event, new Transition(Outcome.IGNORED, from));
    }

    private static void refused(DialogState from, DialogEvent event) {
        add(from, event, new Transition(Outcome.REFUSED, from));
    }

    private static void add(DialogState from, DialogEvent event, Transition transition) {
        Map<DialogEvent, Transition> cells = TABLE.computeIfAbsent(from, k -> new EnumMap<>(DialogEvent.class));
        if (cells.put(event, transition) != null) {
            throw new IllegalStateException("two transitions from " + from + " on " + event);
        }
    }

    /** How a cell of the table reads. */
    enum Outcome {
        TAKEN,
        IGNORED,
        REFUSED
    }

    /** A cell of the table; the state is the former one unless the transition is taken. */
    record Transition(Outcome outcome, DialogState to) {}
}
