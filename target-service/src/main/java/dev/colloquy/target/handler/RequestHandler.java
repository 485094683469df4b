package dev.colloquy.target.handler;

/**
 * Does the work that requests ask for. Implementations are CDI beans with {@link jakarta.inject.Named}; the setting
 * {@code colloquy.handler} names the one in use. Several threads call it at once.
 *
 * <p>A call runs inside the transaction that has received the request. What it does through the injected {@code
 * DataSource}, in {@code @Transactional} methods too, is committed together with the receive and the reply, or not at
 * all. So a request is handled once, as far as the database can tell; what a handler does elsewhere may happen again
 * after a rollback.
 *
 * <p>The transaction has a time limit, {@code colloquy.receive.handler-time-limit}, and it also holds the other
 * requests of its batch: long work belongs elsewhere. An {@code SQLException} is to be let through, because it may have
 * ended the transaction.
 */
@FunctionalInterface
public interface RequestHandler {
    /**
     * Handles one request.
     *
     * @return what to reply, and whether the conversation ends with that
     * @throws RequestRejected to refuse the request for good: the conversation ends with an error, and what the handler
     *     has written so far is committed
     * @throws Exception to have the transaction rolled back and the request handled again later, up to {@code
     *     colloquy.receive.max-attempts} times; further requests of its conversation wait for it, others do not
     */
    HandlerAnswer handle(Request request) throws Exception;
}
