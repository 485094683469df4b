package dev.colloquy.initiator.conversation;

import dev.colloquy.broker.receive.CancellableStatement;
import dev.colloquy.broker.receive.Receiver;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * Collects replies: waits, files and ends in one call of {@code collect_replies}, then tells what was filed. A batch in
 * hand cannot be told from a wait, as both are the same call; so a cancel rolls either back, and what was received will
 * be received again.
 */
final class ReplyCollector implements Receiver {
    private final ConversationGateway gateway;
    private final CollectorConfig config;
    private final Consumer<Collected> filed;
    private final CancellableStatement running = new CancellableStatement();

    /** With what to do after each commit, in the collector's thread. */
    ReplyCollector(ConversationGateway gateway, CollectorConfig config, Consumer<Collected> filed) {
        this.gateway = gateway;
        this.config = config;
        this.filed = filed;
    }

    /** Counts the conversations of which something was filed. */
    @Override
    public int receiveBatch() throws SQLException {
        Collected collected;
        try {
            collected = gateway.collect(running, config.batch(), config.waitFor());
        } catch (SQLException e) {
            if (running.isCancelled(e)) {
                return 0;
            }
            throw e;
        }
        filed.accept(collected);
        return collected.outcomes().size();
    }

    @Override
    public int fullBatch() {
        return config.batch();
    }

    @Override
    public void cancelWait() {
        running.cancelWait();
    }

    @Override
    public void cancel() {
        running.cancel();
    }

    /** Holds nothing between two batches. */
    @Override
    public void close() {}
}
