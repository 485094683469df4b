package dev.colloquy.initiator.hygiene;

import dev.colloquy.broker.hygiene.HygieneDatabase;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;

/** Each procedure is a transaction of its own. */
@Singleton
class LedgerHygiene implements HygieneDatabase {
    @Override
    public <T> T call(Callable<T> work) throws Exception {
        return work.call();
    }
}
