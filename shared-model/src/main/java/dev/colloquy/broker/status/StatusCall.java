package dev.colloquy.broker.status;

import java.util.concurrent.Callable;

/** How the service looks at its database: as it comes, or in a transaction where the data source demands one. */
@FunctionalInterface
public interface StatusCall {
    /**
     * Runs the look.
     *
     * @throws Exception what the look throws, or the transaction around it
     */
    BrokerStatus run(Callable<BrokerStatus> look) throws Exception;
}
