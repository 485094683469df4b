package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Transaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * What the verbs of one transaction have done so far: begun, sent, received and ended conversations over the committed
 * state, and the groups it has locked. Takes effect at commit.
 */
final class ConversationWork extends CommitWork {
    private final DialogTable table;
    private final Definitions definitions;
    private final GroupLocks groupLocks;
    private final Delivery delivery;
    private final Endings endings;
    private final DialogEffects effects;
    private final PoisonDetection poison;

    private final Map<Dialog, DialogWork> dialogs = new LinkedHashMap<>(4);
    private final Set<QueueMessage> received = new LinkedHashSet<>();
    private final Set<ConversationGroup> locked = new LinkedHashSet<>(4);
    private final List<BiConsumer<Transaction, Changes>> definitionEffects = new ArrayList<>(0);
    private final List<Runnable> afterwards = new ArrayList<>(0);
    private final List<Runnable> undo = new ArrayList<>(4);

    /** What the transaction has done to one endpoint. */
    private static final class DialogWork {
        private boolean begun;
        private final List<Sent> sent = new ArrayList<>(1);
        /** When the timer set by this transaction is due; 0: it sets none. */
        private long timerAt;

        private boolean moved;

        private Endings.End end;
    }

    /** A message sent and not yet committed. */
    record Sent(MessageType type, byte[] body) {}

    ConversationWork(
            Commits commits,
            Definitions definitions,
            GroupLocks groupLocks,
            Delivery delivery,
            Endings endings,
            DialogEffects effects) {
        super(commits);
        this.table = commits.table();
        this.definitions = definitions;
        this.groupLocks = groupLocks;
        this.delivery = delivery;
        this.endings = endings;
        this.effects = effects;
        this.poison = commits.poisonDetection();
    }

    private DialogWork work(Dialog dialog) {
        return dialogs.computeIfAbsent(dialog, k -> new DialogWork());
    }

    void begin(Dialog dialog) {
        work(dialog).begun = true;
        undo.add(() -> {
            dialogs.remove(dialog);
            table.remove(dialog);
        });
    }

    void send(Dialog dialog, Sent message) {
        DialogWork work = work(dialog);
        work.sent.add(message);
        undo.add(() -> work.sent.remove(work.sent.size() - 1));
    }

    /** Puts an endpoint into another conversation group at once; both are locked. */
    void move(Dialog dialog, ConversationGroup to) {
        DialogWork work = work(dialog);
        ConversationGroup from = dialog.group;
        boolean former = work.moved;
        work.moved = true;
        table.regroup(dialog, to);
        undo.add(() -> {
            work.moved = former;
            table.regroup(dialog, from);
        });
    }

    void timer(Dialog dialog, long due) {
        DialogWork work = work(dialog);
        long former = work.timerAt;
        work.timerAt = due;
        dialog.timerChanging = true;
        undo.add(() -> {
            work.timerAt = former;
            dialog.timerChanging = former != 0;
        });
    }

    /** When the timer of an endpoint is due as this transaction sees it; 0: none runs. */
    long timer(Dialog dialog) {
        DialogWork work = dialogs.get(dialog);
        return work == null || work.timerAt == 0 ? dialog.progress.timerAt() : work.timerAt;
    }

    void end(Dialog dialog, Endings.End end) {
        DialogWork work = work(dialog);
        Endings.End former = work.end;
        work.end = end;
        undo.add(() -> work.end = former);
    }

    void receive(List<QueueMessage> messages) {
        received.addAll(messages);
        undo.add(() -> {
            messages.forEach(received::remove);
            giveBack(messages);
        });
    }

    private static void giveBack(List<QueueMessage> messages) {
        if (!messages.isEmpty()) {
            messages.get(0).dialog.group.queue.giveBack(messages);
        }
    }

    void hold(ConversationGroup group) {
        locked.add(group);
    }

    Set<ConversationGroup> locked() {
        return locked;
    }

    /** Adds the effects of a definition statement on conversations; computed with every conversation locked. */
    void define(BiConsumer<Transaction, Changes> effect) {
        definitionEffects.add(effect);
        undo.add(() -> definitionEffects.remove(definitionEffects.size() - 1));
    }

    /** Registers what happens right after the commit. */
    void afterwards(Runnable action) {
        afterwards.add(action);
        undo.add(() -> afterwards.remove(afterwards.size() - 1));
    }

    /** The state of an endpoint as this transaction sees it. */
    DialogState state(Dialog dialog) {
        DialogState state = dialog.progress.state();
        DialogWork work = dialogs.get(dialog);
        if (work == null) {
            return state;
        }
        if (!work.sent.isEmpty() && state == DialogState.STARTED_OUTBOUND) {
            state = DialogState.CONVERSING;
        }
        return work.end == null
                ? state
                : DialogTransitions.of(state, work.end.event()).to();
    }

    /** True if the transaction has ended the conversation. */
    boolean hasEnded(Dialog dialog) {
        DialogWork work = dialogs.get(dialog);
        return work != null && work.end != null;
    }

    /** True if the transaction has ended the conversation so that no row of it is left. */
    boolean hasVanished(Dialog dialog) {
        DialogWork work = dialogs.get(dialog);
        if (work == null || work.end == null) {
            return false;
        }
        boolean closed = state(dialog) == DialogState.CLOSED;
        return work.end.event() == DialogEvent.END_WITH_CLEANUP || (closed && dialog.initiator);
    }

    /** Messages sent and not yet committed. */
    List<Sent> sent(Dialog dialog) {
        DialogWork work = dialogs.get(dialog);
        return work == null ? List.of() : work.sent;
    }

    @Override
    ConversationLocks.Held lock(ConversationLocks locks) {
        if (!definitionEffects.isEmpty()) {
            return locks.lockAll();
        }
        if (dialogs.isEmpty()) {
            return null;
        }
        List<UUID> conversations = new ArrayList<>(dialogs.size());
        dialogs.keySet().forEach(dialog -> conversations.add(dialog.conversationId));
        return locks.lock(conversations);
    }

    @Override
    void compute(Transaction transaction, Changes changes) {
        for (QueueMessage message : received) {
            if (retains(message.dialog)) {
                changes.retain(message);
            } else {
                changes.dequeue(message);
            }
        }
        dialogs.forEach((dialog, work) -> compute(changes, dialog, work));
        definitionEffects.forEach(effect -> effect.accept(transaction, changes));
        afterwards.forEach(changes::onPublish);
    }

    private boolean retains(Dialog dialog) {
        return definitions
                .service(dialog.databaseId, dialog.serviceId)
                .flatMap(service -> definitions.queue(dialog.databaseId, service.queueId()))
                .map(Queue::retention)
                .orElse(false);
    }

    private void compute(Changes changes, Dialog dialog, DialogWork work) {
        if (dialog.removed || changes.removes(dialog)) {
            return;
        }
        if (work.begun) {
            changes.create(dialog);
        }
        if (work.moved) {
            changes.move(dialog);
        }
        boolean retention = !work.sent.isEmpty() && retains(dialog);
        for (Sent message : work.sent) {
            Progress now = changes.of(dialog);
            if (retention) {
                effects.enqueue(
                        changes,
                        dialog,
                        message.type().id(),
                        QueueMessage.RETAINED_SENT,
                        now.sendSequence(),
                        message.body());
            }
            if (now.state() == DialogState.STARTED_OUTBOUND) {
                changes.set(dialog, now.withState(DialogState.CONVERSING));
            }
            delivery.send(
                    changes, dialog, WireMessage.Kind.MESSAGE, message.type().name(), message.body());
        }
        if (work.timerAt != 0) {
            changes.set(dialog, changes.of(dialog).withTimer(work.timerAt));
        }
        if (work.end != null) {
            endings.end(changes, dialog, work.end);
        }
    }

    @Override
    void ended(Transaction transaction, boolean committed) {
        if (!received.isEmpty()) {
            Set<QueueContent> queues = new HashSet<>(1);
            received.forEach(message -> queues.add(message.dialog.group.queue));
            if (committed) {
                poison.committed(queues);
            } else {
                poison.rolledBack(queues);
            }
        }
        if (!committed) {
            rollbackTo(0);
        }
        dialogs.keySet().forEach(dialog -> dialog.timerChanging = false);
        groupLocks.release(locked, transaction);
    }

    @Override
    public int mark() {
        return undo.size();
    }

    @Override
    public void rollbackTo(int mark) {
        for (int i = undo.size() - 1; i >= mark; i--) {
            undo.remove(i).run();
        }
    }
}
