package dev.colloquy.initiator.http;

import dev.colloquy.initiator.conversation.ConversationMessage;
import dev.colloquy.initiator.conversation.ConversationMessage.Direction;
import jakarta.ws.rs.core.EntityTag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The messages of a conversation.
 *
 * @param messages in their order
 */
@Schema(name = "Messages", description = "The requests and the replies of a conversation, in their order.")
record MessageList(@Schema(required = true) List<MessageView> messages) {
    private static final int TAG_BYTES = 16;

    static MessageList of(List<ConversationMessage> messages) {
        return new MessageList(messages.stream().map(MessageView::of).toList());
    }

    /** Names what is in the list: messages come without a change of the conversation's own row. */
    EntityTag tag() {
        MessageDigest digest = sha256();
        for (MessageView message : messages) {
            byte[] text = message.text().getBytes(StandardCharsets.UTF_8);
            digest.update((byte) message.direction().ordinal());
            digest.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                    .putLong(message.at().toEpochMilli())
                    .putInt(text.length)
                    .flip());
            digest.update(text);
        }
        byte[] start = Arrays.copyOf(digest.digest(), TAG_BYTES);
        return new EntityTag(Base64.getUrlEncoder().withoutPadding().encodeToString(start));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /**
     * One message.
     *
     * @param direction REQUEST from the initiator, REPLY from the target
     * @param text of the message
     * @param at when it was sent or filed: UTC, by the instance's clock
     */
    @Schema(name = "Message", description = "A message of a conversation.")
    record MessageView(
            @Schema(required = true, description = "REQUEST from the initiator, REPLY from the target.")
            Direction direction,

            @Schema(required = true) String text,
            @Schema(required = true) Instant at) {

        private static MessageView of(ConversationMessage message) {
            return new MessageView(message.direction(), message.text(), message.at());
        }
    }
}
