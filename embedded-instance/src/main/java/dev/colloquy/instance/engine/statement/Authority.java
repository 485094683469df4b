package dev.colloquy.instance.engine.statement;

import dev.colloquy.instance.broker.Queue;
import dev.colloquy.instance.broker.Service;
import dev.colloquy.instance.engine.StatementContext;

/** Answers whether the session may do what a statement asks; the engine knows about ownership chains. */
public interface Authority {

    /** Fails with 229 unless the session may RECEIVE from the queue. */
    void requireReceive(Queue queue, StatementContext context);

    /** Fails with 229 unless the session has SEND on the service. */
    void requireSend(Service service, StatementContext context);

    /** Whether {@link #requireReceive} would let the session pass for every queue, so that none need be looked up. */
    boolean mayReceiveEverywhere(StatementContext context);
}
