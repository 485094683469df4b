package dev.colloquy.target.hygiene;

import dev.colloquy.broker.hygiene.HygieneDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;

/** Connections are handed out inside a transaction only. */
@Singleton
class TargetHygiene implements HygieneDatabase {
    @Override
    public <T> T call(Callable<T> work) {
        return QuarkusTransaction.requiringNew().call(work);
    }
}
