package dev.colloquy.target.receive;

/** The handler has thrown on a request, or has left its transaction unfit for commit. */
final class HandlerFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient PendingRequest request;
    private final boolean own;

    private HandlerFailure(PendingRequest request, boolean own, String message, Throwable cause) {
        super(message + " on conversation " + request.conversationHandle(), cause);
        this.request = request;
        this.own = own;
    }

    /**
     * The handler has thrown.
     *
     * @param transactionIsActive whether the transaction of the batch could still be committed then
     */
    static HandlerFailure thrown(PendingRequest request, boolean transactionIsActive, Throwable cause) {
        boolean isOwn =
                transactionIsActive && !DatabaseFault.isLostConnection(cause) && !DatabaseFault.isContention(cause);
        return new HandlerFailure(request, isOwn, "the handler has failed", cause);
    }

    /** The handler has returned, but the transaction of the batch cannot be committed. */
    static HandlerFailure withoutTransaction(PendingRequest request) {
        return new HandlerFailure(request, false, "the handler has left no transaction to commit", null);
    }

    PendingRequest request() {
        return request;
    }

    /**
     * Whether the request is to blame, and not what other requests of the batch have done to the transaction, or other
     * transactions.
     */
    boolean isOwn() {
        return own;
    }

    /** What to tell an operator. */
    String error() {
        return getCause() == null ? getMessage() : getCause().toString();
    }
}
