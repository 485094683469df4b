package dev.colloquy.target.receive;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Notes in the database which request is in hand, in a transaction of its own, while that is worth a commit: as long as
 * the start is careful, and for requests that have failed before. So one whose handler ends the process, which can count
 * nothing any more, is found at the next start, and that counts as a failure of it.
 */
final class NotedAttempts implements Attempts {
    static final String INTERRUPTED = "The process has ended while the request was being handled.";

    private static final Logger LOG = Logger.getLogger(NotedAttempts.class);

    private final AttemptGateway gateway;
    private final BatchTransaction transaction;
    private final CarefulStart start;
    private final Set<UUID> begun = new LinkedHashSet<>();

    NotedAttempts(AttemptGateway gateway, BatchTransaction transaction, CarefulStart start) {
        this.gateway = gateway;
        this.transaction = transaction;
        this.start = start;
    }

    @Override
    public Optional<String> begin(PendingRequest request) throws Exception {
        if (!start.isOn() && request.failures() == 0) {
            return Optional.empty();
        }
        if (start.isFirst()) {
            transaction.beside(gateway::forgetEnded);
        }
        begun.add(request.conversationHandle());
        boolean interrupted = transaction.beside(() -> gateway.begin(request, start.process()));
        if (!interrupted) {
            return Optional.empty();
        }
        LOG.warnf(
                "The process before has ended while attempt %d at the request of conversation %s was under way; it counts"
                        + " as failed",
                request.failures() + 1, request.conversationHandle());
        return Optional.of(INTERRUPTED);
    }

    @Override
    public void finish() throws SQLException {
        gateway.finish(begun);
    }

    @Override
    public void committed() {
        begun.clear();
    }

    /** If this fails, an attempt is counted that was not the request's fault, at worst. */
    @Override
    public void rolledBack() {
        if (begun.isEmpty()) {
            return;
        }
        try {
            transaction.beside(() -> {
                gateway.finish(begun);
                return null;
            });
        } catch (Exception e) {
            LOG.debugf(e, "The attempts at the requests of %s stay noted", begun);
        } finally {
            begun.clear();
        }
    }
}
