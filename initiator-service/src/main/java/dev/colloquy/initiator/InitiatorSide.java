package dev.colloquy.initiator;

import dev.colloquy.broker.status.StatusCall;
import dev.colloquy.contract.Side;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.Callable;

/** Tells the broker client which side of the conversation this service is, and how it uses its database. */
@Dependent
class InitiatorSide {
    @Produces
    @Singleton
    Side side() {
        return Side.INITIATOR;
    }

    /** Each procedure is a transaction of its own. */
    @Produces
    @Singleton
    StatusCall statusCall() {
        return Callable::call;
    }
}
