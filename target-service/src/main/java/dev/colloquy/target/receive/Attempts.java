package dev.colloquy.target.receive;

import java.sql.SQLException;
import java.util.Optional;

/** Which requests a worker has in hand, noted so that it outlives the process. One thread calls. */
interface Attempts {
    /** Notes nothing. */
    Attempts UNNOTED = new Attempts() {};

    /**
     * The handler is about to be called.
     *
     * @return how the attempt before has failed, if its process has ended; then the handler is not to be called
     * @throws Exception if it could not be noted
     */
    default Optional<String> begin(PendingRequest request) throws Exception {
        return Optional.empty();
    }

    /** Forgets what was begun, in the transaction that is about to be committed. */
    default void finish() throws SQLException {}

    /** Whatever was begun is done: the transaction is committed. */
    default void committed() {}

    /** Whatever was begun has failed, and the process goes on: the transaction is rolled back. */
    default void rolledBack() {}
}
