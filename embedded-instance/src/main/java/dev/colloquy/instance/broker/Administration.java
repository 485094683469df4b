package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlErrors;
import java.util.function.Predicate;

/** What definition statements do to the conversations that use the definitions. */
final class Administration implements DefinitionEvents {
    private final DialogTable table;
    private final Commits commits;
    private final Conversations conversations;
    private final Delivery delivery;
    private final DialogEffects effects;

    Administration(Commits commits, Conversations conversations, Delivery delivery, DialogEffects effects) {
        this.table = commits.table();
        this.commits = commits;
        this.conversations = conversations;
        this.delivery = delivery;
        this.effects = effects;
    }

    @Override
    public void serviceMoved(Transaction transaction, Service former, Service service) {
        move(service, service.queueId());
        transaction.onRollback(() -> move(former, former.queueId()));
    }

    private void move(Service service, int queueId) {
        ConversationLocks.Held held = commits.locks().lockAll();
        try {
            table.move(service, queueId);
        } finally {
            held.close();
        }
    }

    @Override
    public void serviceDropped(Transaction transaction, Service service) {
        forEach(transaction, dialog -> isOf(dialog, service), (changes, dialog) -> {
            leave(changes, dialog, ConversationErrors.SERVICE_DROPPED);
            if (changes.of(dialog).state() != DialogState.DISCONNECTED_OUTBOUND) {
                effects.vanish(changes, dialog);
            }
        });
        deliveryChanged(transaction);
    }

    private static boolean isOf(Dialog dialog, Service service) {
        return dialog.databaseId == service.databaseId() && dialog.serviceId == service.id();
    }

    @Override
    public void contractDropped(Transaction transaction, Contract contract) {
        forEach(
                transaction,
                dialog -> dialog.databaseId == contract.databaseId() && dialog.contractId == contract.id(),
                this::failOnBothSides);
    }

    /** Sends an error to the far side of an open conversation; its own messages vanish. */
    private void leave(Changes changes, Dialog dialog, BrokerError error) {
        Progress now = changes.of(dialog);
        if (now.state() == DialogState.CONVERSING) {
            changes.dequeueAll(dialog);
            changes.withdrawAll(dialog);
            changes.set(dialog, now.withState(DialogState.DISCONNECTED_OUTBOUND));
            sendError(changes, dialog, error);
        }
    }

    private void sendError(Changes changes, Dialog dialog, BrokerError error) {
        byte[] body = ErrorMessage.body(-error.number(), error.text());
        delivery.send(changes, dialog, WireMessage.Kind.ERROR, MessageType.ERROR, body);
    }

    private void failOnBothSides(Changes changes, Dialog dialog) {
        BrokerError error = ConversationErrors.CONTRACT_DROPPED;
        DialogState state = changes.of(dialog).state();
        if (state == DialogState.CONVERSING) {
            changes.withdrawAll(dialog);
            sendError(changes, dialog, error);
        }
        if (DialogTransitions.accepts(state, DialogEvent.ERROR_ARRIVED)) {
            Progress now = changes.of(dialog);
            changes.set(dialog, now.withState(DialogState.ERROR));
            byte[] body = ErrorMessage.body(-error.number(), error.text());
            effects.enqueue(changes, dialog, MessageType.ERROR_ID, QueueMessage.READY, now.receiveSequence(), body);
        }
    }

    @Override
    public void queueAltered(Transaction transaction, Queue queue) {
        QueueContent content = table.content(queue.databaseId(), queue.id());
        boolean former = content.isEnabled();
        if (former != queue.enabled()) {
            content.enable(queue.enabled());
            transaction.onRollback(() -> content.enable(former));
            deliveryChanged(transaction);
        }
    }

    @Override
    public void queueDropped(Transaction transaction, Queue queue) {
        QueueContent content = table.content(queue.databaseId(), queue.id());
        content.close(SqlErrors.invalidObjectName(queue.name()));
        transaction.onRollback(() -> content.close(null));
        conversations.work(transaction).afterwards(() -> table.forgetContent(content));
    }

    @Override
    public void deliveryChanged(Transaction transaction) {
        conversations.work(transaction).afterwards(commits.housekeeping()::retryAll);
    }

    /** Removes every conversation of a database without telling the far sides: NEW_BROKER, DROP DATABASE. */
    void removeConversations(Transaction transaction, int databaseId) {
        forEach(transaction, dialog -> dialog.databaseId == databaseId, effects::vanish);
    }

    private void forEach(Transaction transaction, Predicate<Dialog> which, Effect effect) {
        conversations.work(transaction).define((t, changes) -> {
            for (Dialog dialog : table.all()) {
                if (dialog.published && !dialog.removed && !changes.removes(dialog) && which.test(dialog)) {
                    effect.apply(changes, dialog);
                }
            }
        });
    }

    private interface Effect {
        void apply(Changes changes, Dialog dialog);
    }
}
