package dev.colloquy.instance.broker;

import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.Cancellation;
import dev.colloquy.instance.types.SqlErrors;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** RECEIVE and GET CONVERSATION GROUP: choosing a group, waiting for one, taking its messages. */
final class Receiving {
    private final BrokerParts parts;

    Receiving(BrokerParts parts) {
        this.parts = parts;
    }

    /** What a reader wants: any group, one group, or one conversation. */
    private record Wanted(ConversationGroup fixed, Dialog dialog) {
        private static final Wanted ANY = new Wanted(null, null);

        /** Null: any. A conversation may move to another one. */
        ConversationGroup group() {
            return dialog == null ? fixed : dialog.group;
        }
    }

    List<ReceivedMessage> receive(
            ConversationWork work,
            Transaction transaction,
            Queue queue,
            Optional<ReceiveFilter> filter,
            long top,
            OptionalLong timeoutMillis,
            Cancellation cancellation) {
        QueueContent content = parts.table().content(queue.databaseId(), queue.id());
        Wanted wanted = filter.map(value -> wanted(queue, content, value)).orElse(Wanted.ANY);
        List<QueueMessage> taken = new ArrayList<>();
        ConversationGroup group = null;
        content.lock.lock();
        try {
            if (top > 0) {
                group = await(work, transaction, content, wanted, timeoutMillis, cancellation);
            } else {
                requireOpen(content);
            }
            if (group != null) {
                work.hold(group);
                taken = content.take(group, wanted.dialog(), top, transaction);
            }
        } finally {
            content.lock.unlock();
        }
        if (taken.isEmpty()) {
            return List.of();
        }
        work.receive(taken);
        List<ReceivedMessage> rows = new ArrayList<>(taken.size());
        for (QueueMessage message : taken) {
            rows.add(row(message, 0).withBody(BrokerStore.body(transaction, message)));
        }
        return rows;
    }

    Optional<UUID> nextGroup(
            ConversationWork work,
            Transaction transaction,
            Queue queue,
            OptionalLong timeoutMillis,
            Cancellation cancellation) {
        QueueContent content = parts.table().content(queue.databaseId(), queue.id());
        content.lock.lock();
        try {
            ConversationGroup group = await(work, transaction, content, Wanted.ANY, timeoutMillis, cancellation);
            if (group == null) {
                return Optional.empty();
            }
            work.hold(group);
            return Optional.of(group.id);
        } finally {
            content.lock.unlock();
        }
    }

    private Wanted wanted(Queue queue, QueueContent content, ReceiveFilter filter) {
        if (filter.group()) {
            ConversationGroup group = parts.table()
                    .group(queue.databaseId(), filter.value())
                    .filter(found -> found.queue == content)
                    .orElseThrow(() -> BrokerErrors.groupNotFound(filter.value()));
            return new Wanted(group, null);
        }
        Dialog dialog = parts.table()
                .withHandle(queue.databaseId(), filter.value())
                .filter(found -> found.group.queue == content)
                .orElseThrow(() -> BrokerErrors.handleNotFound(filter.value()));
        return new Wanted(null, dialog);
    }

    /** The group to receive from, now owned by the transaction; null if there is none in time. The queue is locked. */
    private ConversationGroup await(
            ConversationWork work,
            Transaction transaction,
            QueueContent content,
            Wanted wanted,
            OptionalLong timeoutMillis,
            Cancellation cancellation) {
        requireOpen(content);
        ConversationGroup group = next(work, transaction, content, wanted);
        if (group != null || timeoutMillis.isEmpty() || timeoutMillis.getAsLong() == 0) {
            return group;
        }
        boolean forEver = timeoutMillis.getAsLong() < 0;
        long start = System.nanoTime();
        long limit = TimeUnit.MILLISECONDS.toNanos(timeoutMillis.getAsLong());
        QueueWaiters.Reader reader = content.waiters.add(transaction, wanted.group());
        try {
            while (group == null) {
                long left = forEver ? -1 : limit - (System.nanoTime() - start);
                if (!forEver && left <= 0) {
                    return null;
                }
                content.waiters.regroup(reader, wanted.group());
                content.waiters.await(reader, left, cancellation);
                cancellation.check();
                requireOpen(content);
                group = next(work, transaction, content, wanted);
            }
            return group;
        } finally {
            content.waiters.remove(reader, content.hasNext());
        }
    }

    private static ConversationGroup next(
            ConversationWork work, Transaction transaction, QueueContent content, Wanted wanted) {
        if (wanted.group() == null) {
            ConversationGroup best = content.best(transaction, work.locked());
            if (best != null) {
                content.own(best, transaction);
            }
            return best;
        }
        ConversationGroup group = wanted.group();
        requireUnmoved(content, wanted);
        boolean ready = wanted.dialog() == null ? group.hasReady() : wanted.dialog().ready != null;
        boolean mine = group.owner == null || group.owner == transaction;
        if (!ready || !mine) {
            return null;
        }
        content.own(group, transaction);
        return group;
    }

    private static void requireUnmoved(QueueContent content, Wanted wanted) {
        if (wanted.dialog() != null && wanted.dialog().removed) {
            throw BrokerErrors.handleNotFound(wanted.dialog().handle);
        }
        if (wanted.group().removed) {
            throw BrokerErrors.groupNotFound(wanted.group().id);
        }
        if (wanted.group().queue != content) {
            throw BrokerErrors.serviceAltered();
        }
    }

    private void requireOpen(QueueContent content) {
        if (content.closed() != null) {
            throw content.closed();
        }
        if (!content.isEnabled()) {
            String name = parts.definitions()
                    .queue(content.databaseId, content.queueId)
                    .map(Queue::name)
                    .orElse("");
            throw BrokerErrors.queueDisabled(name);
        }
        if (parts.definitions().queue(content.databaseId, content.queueId).isEmpty()) {
            throw SqlErrors.invalidObjectName("queue");
        }
    }

    /** A message as RECEIVE and SELECT show it, without its body. */
    ReceivedMessage row(QueueMessage message, int status) {
        Dialog dialog = message.dialog;
        Definitions definitions = parts.definitions();
        Optional<MessageType> type = definitions.messageType(dialog.databaseId, message.messageTypeId);
        return new ReceivedMessage(
                status,
                dialog.priority,
                message.queuingOrder,
                dialog.group.id,
                dialog.handle,
                message.sequence,
                definitions
                        .service(dialog.databaseId, dialog.serviceId)
                        .map(Service::name)
                        .orElse(""),
                dialog.serviceId,
                definitions
                        .contract(dialog.databaseId, dialog.contractId)
                        .map(Contract::name)
                        .orElse(""),
                dialog.contractId,
                type.map(MessageType::name).orElse(""),
                message.messageTypeId,
                type.map(found -> found.validation().code()).orElse("N "),
                null,
                LocalDateTime.ofEpochSecond(
                        message.enqueued / 1_000, (int) (message.enqueued % 1_000) * 1_000_000, ZoneOffset.UTC));
    }
}
