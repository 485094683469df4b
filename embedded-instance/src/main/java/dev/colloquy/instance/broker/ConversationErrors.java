package dev.colloquy.instance.broker;

import java.util.UUID;

/** The errors that Service Broker itself puts into conversations. */
final class ConversationErrors {
    static final BrokerError FAR_ENDPOINT_GONE = new BrokerError(
            8462,
            "The remote conversation endpoint is either in a state where no more messages can be exchanged, or it has"
                    + " been dropped.");
    static final BrokerError SERVICE_DROPPED = new BrokerError(8470, "Remote service has been dropped.");
    static final BrokerError CONTRACT_DROPPED = new BrokerError(8487, "The remote service contract has been dropped.");
    static final BrokerError EXPIRED = new BrokerError(8489, "The dialog has exceeded the specified LIFETIME.");

    private ConversationErrors() {}

    static BrokerError contractNotSupported(String service, String contract) {
        return new BrokerError(8408, "Target service '" + service + "' does not support contract '" + contract + "'.");
    }

    static BrokerError contractNotFound(String contract) {
        return new BrokerError(8425, "The service contract '" + contract + "' is not found.");
    }

    static BrokerError messageTypeNotFound(String messageType) {
        return new BrokerError(8428, "The message type \"" + messageType + "\" is not found.");
    }

    static BrokerError sentByWrongSide(String messageType, boolean fromInitiator) {
        return fromInitiator
                ? new BrokerError(
                        8457,
                        "The message received was sent by the initiator of the conversation, but the message type '"
                                + messageType + "' is marked SENT BY TARGET in the contract.")
                : new BrokerError(
                        8437,
                        "The message received was sent by a Target service, but the message type '" + messageType
                                + "' is marked SENT BY INITIATOR in the contract.");
    }

    static BrokerError notInLocalContract(String messageType) {
        return new BrokerError(
                8498,
                "The remote service has sent a message of type '" + messageType
                        + "' that is not part of the local contract.");
    }

    static BrokerError serviceNotFound(String service) {
        return new BrokerError(8490, "Cannot find the remote service '" + service + "' because it does not exist.");
    }

    static BrokerError noPermission(String service) {
        return new BrokerError(8494, "You do not have permission to access the service '" + service + "'.");
    }

    /** What the sender of an invalid message gets. */
    static BrokerError invalidAtTarget(
            String type, String reason, UUID conversation, boolean initiator, long sequence) {
        return new BrokerError(
                9615,
                "A message of type '" + type + "' failed XML validation on the target service. "
                        + occurrence(reason, conversation, initiator, sequence));
    }

    /** What the receiver of an invalid message gets. */
    static BrokerError invalidOnArrival(
            String type, String reason, UUID conversation, boolean initiator, long sequence) {
        return new BrokerError(
                9616,
                "A message of type '" + type + "' was received and failed XML validation. "
                        + occurrence(reason, conversation, initiator, sequence));
    }

    private static String occurrence(String reason, UUID conversation, boolean initiator, long sequence) {
        return reason + " This occurred in the message with Conversation ID '" + BrokerErrors.text(conversation)
                + "', Initiator: " + (initiator ? 1 : 0) + ", and Message sequence number: " + sequence + ".";
    }
}
