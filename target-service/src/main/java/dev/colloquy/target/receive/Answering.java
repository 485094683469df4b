package dev.colloquy.target.receive;

import dev.colloquy.contract.SimpleContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Decides what to do about a conversation, calling the handler for its requests. Touches no database, but for what
 * {@link Attempts} notes.
 *
 * <pre>
 * an Error                   the initiator or Service Broker has given up: end
 * an unknown type            end with an error
 * an EndDialog alone         end
 * requests                   each is handled, until an answer ends the conversation
 * … and an EndDialog         the same without replies, as the initiator takes none; then end
 * … that have just failed    put aside, and those behind them too, or given up
 * … behind deferred ones     put aside too, to keep their order; with an EndDialog: end, nobody waits for them
 * a DialogTimer              the deferred requests are handled; without any, nothing
 * </pre>
 *
 * <p>What ends a conversation deletes what it has deferred.
 */
final class Answering {
    /** Deferred requests of a conversation that one transaction takes on at most. */
    static final int MOST_DEFERRED = 20;

    private static final Logger LOG = Logger.getLogger(Answering.class);
    private static final Set<String> KNOWN_TYPES = Set.of(
            SimpleContract.REQUEST_MESSAGE,
            SimpleContract.END_DIALOG,
            SimpleContract.ERROR,
            SimpleContract.DIALOG_TIMER);

    private final HandlerCall handler;
    private final FailedRequests failed;
    private final RetryPolicy retries;
    private final RandomGenerator random;
    private final Attempts attempts;

    Answering(
            HandlerCall handler,
            FailedRequests failed,
            RetryPolicy retries,
            RandomGenerator random,
            Attempts attempts) {
        this.handler = handler;
        this.failed = failed;
        this.retries = retries;
        this.random = random;
        this.attempts = attempts;
    }

    /** The requests that the handler is called for. */
    Attempts attempts() {
        return attempts;
    }

    /**
     * Whether the decision depends on what is deferred. It does not where nothing can be, because nothing precedes the
     * first request of a conversation, or where all of it is to be deleted anyway.
     */
    static boolean dependsOnDeferred(ReceivedConversation conversation) {
        return !conversation.hasFirstRequest()
                && !conversation.has(SimpleContract.ERROR)
                && unknownType(conversation).isEmpty()
                && (conversation.has(SimpleContract.REQUEST_MESSAGE) || conversation.has(SimpleContract.DIALOG_TIMER));
    }

    /**
     * Decides about one conversation.
     *
     * @param deferred what is deferred of it, one request more than {@link #MOST_DEFERRED} at most; nothing if
     *     {@link #dependsOnDeferred} is false
     * @throws HandlerFailure if the handler has thrown; the transaction is to be rolled back
     * @throws Exception if an attempt could not be noted
     */
    Answer answer(ReceivedConversation conversation, DeferredRequests deferred) throws Exception {
        if (conversation.has(SimpleContract.ERROR)) {
            LOG.debugf("Conversation %s has failed on the other side; ending it", conversation.handle());
            return Answer.end(ending(conversation));
        }
        Optional<String> unknown = unknownType(conversation);
        if (unknown.isPresent()) {
            EndError error = EndError.unknownMessageType(unknown.get());
            LOG.warnf("Conversation %s is ended: %s", conversation.handle(), error.description());
            return Answer.end(Completion.end(conversation.handle(), error)
                    .deferred(conversation.messages().get(0).messageSequenceNumber()));
        }
        List<PendingRequest> received = conversation.requests();
        if (deferred.isEmpty()) {
            return answer(conversation, received);
        }
        if (conversation.has(SimpleContract.END_DIALOG)) {
            LOG.debugf(
                    "Conversation %s is ended by its initiator, before its requests are handled",
                    conversation.handle());
            return Answer.end(ending(conversation));
        }
        if (deferred.parked() || !conversation.has(SimpleContract.DIALOG_TIMER)) {
            return Answer.deferring(conversation.handle(), deferrals(Optional.empty(), received));
        }
        return answer(
                conversation,
                Stream.concat(deferred.requests().stream(), received.stream()).toList());
    }

    private static Optional<String> unknownType(ReceivedConversation conversation) {
        return conversation.messages().stream()
                .map(ReceivedMessage::messageTypeName)
                .filter(type -> !KNOWN_TYPES.contains(type))
                .findFirst();
    }

    /** Handles requests in order; those before the first of them are done. */
    private Answer answer(ReceivedConversation conversation, List<PendingRequest> requests) throws Exception {
        UUID handle = conversation.handle();
        boolean endedByInitiator = conversation.has(SimpleContract.END_DIALOG);
        List<HandledRequest> handled = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            PendingRequest request = requests.get(i);
            Optional<String> error = error(request, i);
            if (error.isPresent() && endedByInitiator) {
                LOG.debugf("The request of conversation %s is not tried again, its initiator has ended", handle);
                break;
            }
            Optional<Deferral> aside = error.isPresent() ? aside(request, error.get()) : pause(request, i);
            if (aside.isPresent()) {
                List<PendingRequest> rest = requests.subList(i + 1, requests.size());
                return new Answer(handle, handled, Optional.empty(), deferrals(aside, rest));
            }
            HandledRequest done = error.isPresent() ? handler.givenUp(request) : handler.handle(request);
            handled.add(endedByInitiator ? done.withoutReply() : done);
            if (!done.completion().keepOpen()) {
                return new Answer(handle, handled, Optional.empty(), List.of());
            }
        }
        Optional<Completion> ending = endedByInitiator ? Optional.of(ending(conversation)) : Optional.empty();
        return new Answer(handle, handled, ending, List.of());
    }

    /** How the last attempt at a request has failed, if nothing is known of it in the database yet. */
    private Optional<String> error(PendingRequest request, int handled) throws Exception {
        Optional<String> error = failed.error(request);
        return error.isPresent() || pause(request, handled).isPresent() ? error : attempts.begin(request);
    }

    /** How to put aside a request that has just failed; absent if it is to be rejected. */
    private Optional<Deferral> aside(PendingRequest request, String error) {
        int failures = request.failures() + 1;
        if (!retries.isOver(failures)) {
            return Optional.of(Deferral.retry(request, error, retries.delaySeconds(failures, random)));
        }
        return retries.poisonPolicy() == PoisonPolicy.PARK
                ? Optional.of(Deferral.park(request, error))
                : Optional.empty();
    }

    /** Leaves what is deferred beyond the limit to the next transaction. */
    private static Optional<Deferral> pause(PendingRequest request, int handled) {
        return request.deferred() && handled == MOST_DEFERRED ? Optional.of(Deferral.next(request)) : Optional.empty();
    }

    /** Of the rest, what is deferred already has its place. */
    private static List<Deferral> deferrals(Optional<Deferral> first, List<PendingRequest> rest) {
        Stream<Deferral> behind =
                rest.stream().filter(request -> !request.deferred()).map(Deferral::behind);
        return Stream.concat(first.stream(), behind).toList();
    }

    /** Of a conversation in which nothing is known to be deferred, but may be. */
    private static Completion ending(ReceivedConversation conversation) {
        Completion ending = Completion.end(conversation.handle());
        return conversation.hasFirstRequest()
                ? ending
                : ending.deferred(conversation.messages().get(0).messageSequenceNumber());
    }
}
