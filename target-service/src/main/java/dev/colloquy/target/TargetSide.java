package dev.colloquy.target;

import dev.colloquy.broker.status.StatusCall;
import dev.colloquy.contract.Side;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Tells the broker client which side of the conversation this service is, and how it uses its database. */
@Dependent
class TargetSide {
    @Produces
    @Singleton
    Side side() {
        return Side.TARGET;
    }

    /** Connections are handed out inside a transaction only. */
    @Produces
    @Singleton
    StatusCall statusCall() {
        return look -> QuarkusTransaction.requiringNew().call(look);
    }
}
