package dev.colloquy.broker.hygiene;

import java.util.concurrent.Callable;

/** How the service works on its database: as it comes, or in a transaction where the data source demands one. */
public interface HygieneDatabase {
    /**
     * Does the work, which is one call of a stored procedure; a failure undoes it.
     *
     * @throws Exception what the work throws, perhaps as the cause of another, or the transaction around it
     */
    <T> T call(Callable<T> work) throws Exception;
}
