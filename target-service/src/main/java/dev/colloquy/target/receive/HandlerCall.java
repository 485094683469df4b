package dev.colloquy.target.receive;

import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.MessageCodec;
import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.contract.RequestMessage;
import dev.colloquy.contract.Side;
import dev.colloquy.target.handler.HandlerAnswer;
import dev.colloquy.target.handler.Request;
import dev.colloquy.target.handler.RequestHandler;
import dev.colloquy.target.handler.RequestRejected;
import dev.colloquy.trace.ConversationSpan;
import dev.colloquy.trace.ConversationTracer;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jboss.logging.Logger;

/** One worker's way to the handler. */
final class HandlerCall {
    private static final Logger LOG = Logger.getLogger(HandlerCall.class);

    private final RequestHandler handler;
    private final Timer handlerTime;
    private final Callable<Boolean> transactionIsActive;
    private final ConversationTracer tracer;
    private final Clock clock;

    /**
     * With the transaction that the handler works in.
     *
     * @param transactionIsActive whether it can still be committed
     */
    HandlerCall(
            RequestHandler handler,
            Timer handlerTime,
            Callable<Boolean> transactionIsActive,
            ConversationTracer tracer,
            Clock clock) {
        this.handler = handler;
        this.handlerTime = handlerTime;
        this.transactionIsActive = transactionIsActive;
        this.tracer = tracer;
        this.clock = clock;
    }

    /**
     * Has a request handled; one that is malformed is rejected without the handler.
     *
     * @throws HandlerFailure if the handler has thrown; the transaction is to be rolled back
     */
    HandledRequest handle(PendingRequest request) throws HandlerFailure {
        UUID handle = request.conversationHandle();
        RequestMessage message;
        try {
            message = MessageCodec.decodeRequest(request.messageBody());
        } catch (MalformedMessage e) {
            LOG.warnf("The request of conversation %s is malformed; ending it with an error", handle);
            return rejected(request, EndError.malformedRequest(e.getMessage()), request.failures());
        }
        try (ConversationSpan span = tracer.processing(Side.TARGET, handle, message.trace())) {
            return handle(request, message, span);
        }
    }

    private HandledRequest handle(PendingRequest request, RequestMessage message, ConversationSpan span)
            throws HandlerFailure {
        int attempt = request.failures() + 1;
        try {
            HandlerAnswer answer = call(request, new Request(request.conversationHandle(), message, attempt));
            return answered(request, answer, attempt, span);
        } catch (RequestRejected e) {
            return rejected(request, new EndError(e.code(), e.description()), attempt);
        } catch (HandlerFailure e) {
            span.failed(e.getCause() == null ? e : e.getCause());
            throw e;
        }
    }

    /** The failure of a request that is not tried again. */
    HandledRequest givenUp(PendingRequest request) {
        return rejected(request, EndError.handlerFailed(request.conversationHandle()), request.failures() + 1);
    }

    private HandlerAnswer call(PendingRequest pending, Request request) throws HandlerFailure, RequestRejected {
        Timer.Sample sample = Timer.start();
        try {
            HandlerAnswer answer = Objects.requireNonNull(handler.handle(request), "the answer of the handler");
            requireTransaction(pending);
            return answer;
        } catch (RequestRejected e) {
            requireTransaction(pending);
            throw e;
        } catch (HandlerFailure e) {
            throw e;
        } catch (Exception | Error e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw HandlerFailure.thrown(pending, transactionIsActive(), e);
        } finally {
            sample.stop(handlerTime);
        }
    }

    private void requireTransaction(PendingRequest pending) throws HandlerFailure {
        if (!transactionIsActive()) {
            throw HandlerFailure.withoutTransaction(pending);
        }
    }

    private boolean transactionIsActive() {
        try {
            return transactionIsActive.call();
        } catch (Exception e) {
            LOG.debugf(e, "The transaction cannot be asked for its status");
            return false;
        }
    }

    /** A reply that no XML can carry is the handler's failure. */
    private HandledRequest answered(PendingRequest request, HandlerAnswer answer, int attempt, ConversationSpan span)
            throws HandlerFailure {
        UUID handle = request.conversationHandle();
        Completion completion = Completion.end(handle);
        Outcome outcome = answer.keepsOpen() ? Outcome.KEPT_OPEN : Outcome.ENDED;
        try {
            if (answer.reply().isPresent()) {
                ReplyMessage reply = answer.reply().get().tracedBy(span.context());
                completion = Completion.reply(handle, MessageCodec.toXml(reply));
                outcome = Outcome.REPLIED;
            }
        } catch (MalformedMessage e) {
            throw HandlerFailure.thrown(request, true, e);
        }
        return handled(request, answer.keepsOpen() ? completion.keepingOpen() : completion, outcome, attempt);
    }

    private HandledRequest rejected(PendingRequest request, EndError error, int attempts) {
        return handled(request, Completion.end(request.conversationHandle(), error), Outcome.REJECTED, attempts);
    }

    private HandledRequest handled(PendingRequest request, Completion completion, Outcome outcome, int attempts) {
        return new HandledRequest(
                request,
                request.deferred() ? completion.deferred(request.messageSequenceNumber()) : completion,
                outcome,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                attempts);
    }
}
