package dev.colloquy.contract;

/** Names of the contract and its message types, byte for byte as both databases define them. */
public final class SimpleContract {
    /** The contract. */
    public static final String NAME = "//BothDB/2InstSample/SimpleContract";

    /** Message type of requests, sent by the initiator; {@code WELL_FORMED_XML}. */
    public static final String REQUEST_MESSAGE = "//BothDB/2InstSample/RequestMessage";

    /** Message type of replies, sent by the target; {@code WELL_FORMED_XML}. */
    public static final String REPLY_MESSAGE = "//BothDB/2InstSample/ReplyMessage";

    /** System message type: the other side has ended the conversation. Empty. */
    public static final String END_DIALOG = "http://schemas.microsoft.com/SQL/ServiceBroker/EndDialog";

    /** System message type: the conversation has failed. Its body holds Code and Description. */
    public static final String ERROR = "http://schemas.microsoft.com/SQL/ServiceBroker/Error";

    /** System message type: a conversation timer has expired. Empty. */
    public static final String DIALOG_TIMER = "http://schemas.microsoft.com/SQL/ServiceBroker/DialogTimer";

    private SimpleContract() {}
}
