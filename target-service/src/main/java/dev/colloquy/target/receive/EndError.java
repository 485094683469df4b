package dev.colloquy.target.receive;

import java.util.UUID;

/**
 * What {@code END CONVERSATION … WITH ERROR} tells the initiator.
 *
 * @param code greater than 0
 * @param description at most 3000 characters
 */
record EndError(int code, String description) {
    /** The body of a request is not what its message type promises. */
    static final int MALFORMED_REQUEST = 50101;

    /** A message of a type that this service does not know. */
    static final int UNKNOWN_MESSAGE_TYPE = 50102;

    /** The handler has failed as often as it may. */
    static final int HANDLER_FAILED = 50103;

    /** An operator has rejected a parked request. */
    static final int REJECTED_BY_OPERATOR = 50104;

    static EndError malformedRequest(String reason) {
        return new EndError(MALFORMED_REQUEST, "The request is malformed: " + reason);
    }

    static EndError unknownMessageType(String messageTypeName) {
        return new EndError(UNKNOWN_MESSAGE_TYPE, "This service takes no message of type " + messageTypeName);
    }

    /** Names the conversation, by which the log tells the cause. */
    static EndError handlerFailed(UUID handle) {
        return new EndError(
                HANDLER_FAILED, "The request could not be handled; the target knows it as conversation " + handle);
    }

    static EndError rejectedByOperator(String description) {
        return new EndError(REJECTED_BY_OPERATOR, description);
    }
}
