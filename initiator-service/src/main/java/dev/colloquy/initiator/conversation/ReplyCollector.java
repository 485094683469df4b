package dev.colloquy.initiator.conversation;

import dev.colloquy.broker.receive.CancellableStatement;
import dev.colloquy.broker.receive.Receiver;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Collects replies: waits, files and ends in one call of {@code collect_replies}, then tells what was filed. A batch in
 * hand cannot be told from a wait, as both are the same call; so a cancel rolls either back, and what was received will
 * be received again.
 */
final class ReplyCollector implements Receiver {
    private final ConversationGateway gateway;
    private final CollectorConfig config;
    private final Consumer<List<Outcome>> filed;
    private final CancellableStatement running = new CancellableStatement();

    /** With what to do after each commit, in the collector's thread. */
    ReplyCollector(ConversationGateway gateway, CollectorConfig config, Consumer<List<Outcome>> filed) {
        this.gateway = gateway;
        this.config = config;
        this.filed = filed;
    }

    /** Counts the conversations that changed in the ledger. */
    @Override
    public int receiveBatch() throws SQLException {
        List<Outcome> outcomes;
        try {
            outcomes = gateway.collect(running, config.batch(), config.waitFor());
        } catch (SQLException e) {
            if (running.isCancelled(e)) {
                return 0;
            }
            throw e;
        }
        filed.accept(outcomes);
        return outcomes.size();
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
