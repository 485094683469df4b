package dev.colloquy.target.receive;

import dev.colloquy.target.handler.SelectedHandler;
import dev.colloquy.trace.ConversationTracer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Callable;

/** The selected handler, measured and traced. */
@Singleton
class HandlerCalls {
    private final SelectedHandler handler;
    private final RequestJournal journal;
    private final ConversationTracer tracer;

    @Inject
    HandlerCalls(SelectedHandler handler, RequestJournal journal, ConversationTracer tracer) {
        this.handler = handler;
        this.journal = journal;
        this.tracer = tracer;
    }

    /**
     * The way to it for one worker.
     *
     * @param transactionIsActive whether the worker's transaction can still be committed
     */
    HandlerCall forWorker(Callable<Boolean> transactionIsActive, Clock clock) {
        return new HandlerCall(
                handler.handler(), journal.handlerTime(handler.name()), transactionIsActive, tracer, clock);
    }
}
