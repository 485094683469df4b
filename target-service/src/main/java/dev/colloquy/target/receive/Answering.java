package dev.colloquy.target.receive;

import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.MessageCodec;
import dev.colloquy.contract.ReplyMessage;
import dev.colloquy.contract.RequestMessage;
import dev.colloquy.contract.SimpleContract;
import dev.colloquy.target.handler.Request;
import dev.colloquy.target.handler.RequestHandler;
import dev.colloquy.target.handler.RequestRejected;
import dev.colloquy.target.receive.Answer.HandledRequest;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Decides how to end a conversation, calling the handler if there is a request. Touches no database. Safe for use by
 * many threads.
 *
 * <pre>
 * an Error                the initiator or Service Broker has given up: end
 * an unknown type         end with an error
 * a request               malformed, or failed too often: end with an error; else reply as the handler says, and end
 * … and an EndDialog      the same, without a reply: the initiator takes none
 * an EndDialog            end
 * a DialogTimer           nothing
 * </pre>
 *
 * <p>A conversation has one request, since its reply ends it: of several, the first is handled.
 */
final class Answering {
    private static final Logger LOG = Logger.getLogger(Answering.class);
    private static final String MDC_HANDLE = "conversationHandle";
    private static final Set<String> KNOWN_TYPES = Set.of(
            SimpleContract.REQUEST_MESSAGE,
            SimpleContract.END_DIALOG,
            SimpleContract.ERROR,
            SimpleContract.DIALOG_TIMER);

    private final RequestHandler handler;
    private final Timer handlerTime;
    private final Attempts attempts;
    private final int maxAttempts;
    private final Clock clock;

    Answering(RequestHandler handler, Timer handlerTime, Attempts attempts, int maxAttempts, Clock clock) {
        this.handler = handler;
        this.handlerTime = handlerTime;
        this.attempts = attempts;
        this.maxAttempts = maxAttempts;
        this.clock = clock;
    }

    /**
     * Decides about one conversation.
     *
     * @return absent if nothing is to be done
     * @throws HandlerFailure if the handler has thrown; the transaction is to be rolled back
     */
    Optional<Answer> answer(ReceivedConversation conversation) throws HandlerFailure {
        UUID handle = conversation.handle();
        if (conversation.has(SimpleContract.ERROR)) {
            LOG.debugf("Conversation %s has failed on the other side; ending it", handle);
            return Optional.of(new Answer(Completion.end(handle), Optional.empty()));
        }
        Optional<ReceivedMessage> unknown = conversation.messages().stream()
                .filter(message -> !KNOWN_TYPES.contains(message.messageTypeName()))
                .findFirst();
        if (unknown.isPresent()) {
            EndError error = EndError.unknownMessageType(unknown.get().messageTypeName());
            LOG.warnf("Conversation %s is ended: %s", handle, error.description());
            return Optional.of(new Answer(Completion.end(handle, error), Optional.empty()));
        }
        Optional<ReceivedMessage> request = conversation.first(SimpleContract.REQUEST_MESSAGE);
        if (request.isPresent()) {
            return Optional.of(answer(handle, request.get(), conversation.has(SimpleContract.END_DIALOG)));
        }
        return conversation.has(SimpleContract.END_DIALOG)
                ? Optional.of(new Answer(Completion.end(handle), Optional.empty()))
                : Optional.empty();
    }

    private Answer answer(UUID handle, ReceivedMessage message, boolean endedByInitiator) throws HandlerFailure {
        int failures = attempts.failures(handle);
        if (failures >= maxAttempts) {
            return rejected(handle, EndError.handlerFailed(handle), failures);
        }
        RequestMessage request;
        try {
            request = MessageCodec.decodeRequest(message.messageBody());
        } catch (MalformedMessage e) {
            LOG.warnf("The request of conversation %s is malformed; ending it with an error", handle);
            return rejected(handle, EndError.malformedRequest(e.getMessage()), failures);
        }
        return handle(new Request(handle, request), failures + 1, endedByInitiator);
    }

    private Answer handle(Request request, int attempt, boolean endedByInitiator) throws HandlerFailure {
        UUID handle = request.conversationHandle();
        try {
            Optional<String> reply = callHandler(request);
            if (reply.isEmpty() || endedByInitiator) {
                return handled(Completion.end(handle), Outcome.ENDED, attempt);
            }
            return handled(Completion.reply(handle, reply.get()), Outcome.REPLIED, attempt);
        } catch (RequestRejected e) {
            return rejected(handle, new EndError(e.code(), e.description()), attempt);
        }
    }

    /**
     * Calls the handler; the reply comes as XML, so that a text which none can carry counts as the handler's failure.
     */
    private Optional<String> callHandler(Request request) throws HandlerFailure, RequestRejected {
        UUID handle = request.conversationHandle();
        Timer.Sample sample = Timer.start();
        MDC.put(MDC_HANDLE, handle);
        try {
            Optional<ReplyMessage> reply = handler.handle(request);
            return reply.isEmpty() ? Optional.empty() : Optional.of(MessageCodec.toXml(reply.get()));
        } catch (RequestRejected e) {
            throw e;
        } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new HandlerFailure(handle, "the handler has failed on conversation " + handle, e);
        } finally {
            MDC.remove(MDC_HANDLE);
            sample.stop(handlerTime);
        }
    }

    private Answer rejected(UUID handle, EndError error, int attempt) {
        return handled(Completion.end(handle, error), Outcome.REJECTED, attempt);
    }

    private Answer handled(Completion completion, Outcome outcome, int attempt) {
        Instant handledAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return new Answer(completion, Optional.of(new HandledRequest(outcome, handledAt, attempt)));
    }
}
