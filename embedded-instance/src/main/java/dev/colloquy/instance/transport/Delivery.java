package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.Acknowledgement;
import dev.colloquy.instance.broker.BrokerError;
import dev.colloquy.instance.broker.Disposition;
import dev.colloquy.instance.broker.InboundMessage;
import dev.colloquy.instance.broker.Located;
import dev.colloquy.instance.types.SqlError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Delivers what arrives on a connection, on a thread of its own. While one batch is on its way to the disk the next ones
 * are already stored, up to a limit.
 */
final class Delivery implements Runnable {
    private static final System.Logger LOG = System.getLogger(Transport.class.getName());
    private static final int BATCH_MESSAGES = 256;
    private static final long BATCH_BYTES = 4L * 1024 * 1024;
    private static final int BATCHES_UNDER_WAY = 4;

    private static final long WARNING_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Connection connection;
    private final Inbox inbox;
    private final InboundQueue queue;
    private final Opener opener;
    private final Answers answers;
    private final Semaphore underWay = new Semaphore(BATCHES_UNDER_WAY);
    private String lastWarning = "";
    private long lastWarningNanos;

    Delivery(Connection connection, Inbox inbox, InboundQueue queue, Opener opener, Answers answers) {
        this.connection = connection;
        this.inbox = inbox;
        this.queue = queue;
        this.opener = opener;
        this.answers = answers;
    }

    @Override
    public void run() {
        try {
            List<ArrivedMessage> batch = inbox.take(BATCH_MESSAGES, BATCH_BYTES);
            while (!batch.isEmpty()) {
                deliver(batch);
                batch = inbox.take(BATCH_MESSAGES, BATCH_BYTES);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!connection.isClosed()) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Messages that have arrived could not be stored; they will come again.",
                        e);
            }
        } finally {
            connection.abort();
            inbox.close();
        }
    }

    private void deliver(List<ArrivedMessage> batch) throws InterruptedException {
        List<ArrivedMessage> arrived = new ArrayList<>(batch.size());
        List<InboundMessage> opened = new ArrayList<>(batch.size());
        for (ArrivedMessage message : batch) {
            open(message).ifPresent(inbound -> {
                arrived.add(message);
                opened.add(inbound);
            });
        }
        if (opened.isEmpty()) {
            return;
        }
        while (!underWay.tryAcquire(1, TimeUnit.SECONDS)) {
            if (connection.isClosed()) {
                return;
            }
        }
        CompletableFuture<?> unused = queue.accept(opened).whenComplete((dispositions, failure) -> {
            underWay.release();
            if (failure == null) {
                answer(arrived, opened, dispositions);
            } else {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Messages that have arrived could not be forced to disk; they will come again.",
                        failure);
                connection.abort();
            }
        });
    }

    private Optional<InboundMessage> open(ArrivedMessage message) {
        Located located = queue.locate(message.head());
        if (located.refusal().isPresent()) {
            answers.status(message.stream(), located.refusal().get());
            return Optional.empty();
        }
        if (located.error().isPresent()) {
            BrokerError error = located.error().get();
            answers.error(message.stream(), error.number(), error.text());
            return Optional.empty();
        }
        try {
            Optional<InboundMessage> inbound =
                    opener.open(message, located.database().orElseThrow());
            if (inbound.isEmpty()) {
                answers.needKey(message.stream());
            }
            return inbound;
        } catch (SqlError e) {
            warn(message, e);
            answers.status(message.stream(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Says it once a minute as long as the reason is the same: the sender tries again and again. */
    private void warn(ArrivedMessage message, SqlError reason) {
        long now = System.nanoTime();
        if (!reason.getMessage().equals(lastWarning) || now - lastWarningNanos > WARNING_NANOS) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A message of conversation " + message.head().conversationId() + " is refused. "
                            + reason.getMessage());
            lastWarning = reason.getMessage();
            lastWarningNanos = now;
        }
    }

    private void answer(List<ArrivedMessage> arrived, List<InboundMessage> opened, List<Disposition> dispositions) {
        List<Acknowledgement> stored = new ArrayList<>(dispositions.size());
        for (int i = 0; i < dispositions.size(); i++) {
            Disposition disposition = dispositions.get(i);
            int stream = arrived.get(i).stream();
            switch (disposition.kind()) {
                case ACCEPTED, DUPLICATE -> {
                    InboundMessage message = opened.get(i);
                    if (disposition.acknowledged() < message.message().sequence()) {
                        answers.status(stream, Disposition.EARLIER_MISSING);
                    } else {
                        stored.add(new Acknowledgement(
                                message.message().conversationId(),
                                message.message().fromInitiator(),
                                disposition.acknowledged(),
                                message.database().serviceBrokerGuid()));
                    }
                }
                case REFUSED -> answers.status(stream, disposition.text());
                case ERROR -> answers.error(stream, disposition.errorCode(), disposition.text());
            }
        }
        if (!stored.isEmpty()) {
            answers.acknowledge(stored);
        }
    }
}
