package dev.colloquy.initiator.conversation;

import dev.colloquy.contract.MalformedMessage;
import dev.colloquy.contract.MessageCodec;
import dev.colloquy.contract.ReplyMessage;
import java.util.Optional;

/**
 * What came back, in the words of the contract.
 *
 * @param reply the reply, if there is one that can be read
 * @param error why the conversation failed, or why its reply cannot be read
 */
record Answer(Optional<ReplyMessage> reply, Optional<ConversationError> error) {
    /** The instance only sees to it that a reply is well-formed XML; a target may send any. */
    private static final int UNREADABLE = 0;

    /** Reads the reply as the ledger holds it. */
    static Answer of(Optional<String> xml, Optional<ConversationError> error) {
        if (xml.isEmpty()) {
            return new Answer(Optional.empty(), error);
        }
        try {
            return new Answer(Optional.of(MessageCodec.decodeReply(xml.get())), error);
        } catch (MalformedMessage e) {
            ConversationError unreadable =
                    new ConversationError(UNREADABLE, "The reply cannot be read: " + e.getMessage() + ".");
            return new Answer(Optional.empty(), error.or(() -> Optional.of(unreadable)));
        }
    }
}
