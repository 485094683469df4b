package dev.colloquy.instance.broker;

/** The texts of {@code transmission_status}: why a message has not left yet. */
final class TransmissionStatus {
    static final String NO_TRANSPORT = "The Service Broker protocol transport is not available.";
    static final String NO_ROUTE = "No route matches the destination service name for this conversation. Create a route"
            + " to the destination service name for messages in this conversation to be delivered.";
    static final String NO_LOCAL_SERVICE = "The target service name matched a LOCAL route, but there is no service by"
            + " that name in the local SQL Server instance.";
    static final String NO_LOCAL_BROKER = "Could not find the target broker in the local SQL Server instance.";
    static final String UNREACHABLE = "The target service broker is unreachable.";
    static final String SENDER_DISABLED = "The broker is disabled in the sender's database.";
    static final String TARGET_DISABLED =
            "The Service Broker in the target database is unavailable: 'The service broker"
                    + " is administratively disabled.'.";
    static final String MSDB_DISABLED = "The Service Broker in msdb is disabled.";
    static final String NO_FORWARDING =
            "Could not forward the message because forwarding is disabled in this SQL Server instance.";
    static final String HELD_AFTER_END = "Service Broker received an END CONVERSATION message on this conversation."
            + " Service Broker will not transmit the message; it will be held until the application ends the"
            + " conversation.";
    static final String HELD_AFTER_ERROR =
            "Service Broker received an error message on this conversation. Service Broker"
                    + " will not transmit the message; it will be held until the application ends the conversation.";
    static final String NO_MASTER_KEY = "The session keys for this conversation could not be created or accessed. The"
            + " database master key is required for this operation.";
    static final String NO_TARGET_MASTER_KEY = "Could not save a dialog session key. A master key is required in the"
            + " database to save the session key.";

    static final String OTHER_SECURITY = "This message could not be delivered because the security context could not be"
            + " retrieved. The conversation began with another security context.";

    private TransmissionStatus() {}

    static String queueDisabled(String queue) {
        return "The service queue \"" + queue + "\" is currently disabled.";
    }

    /** 28005 around 916: the owner of the initiating service cannot act in the target's database. */
    static String cannotEnter(String principal, String database) {
        return "An exception occurred while enqueueing a message in the target queue. Error: 916, State: 3. The server"
                + " principal \"" + principal + "\" is not able to access the database \"" + database
                + "\" under the current security context.";
    }
}
