package dev.colloquy.target.handler;

import dev.colloquy.contract.ReplyMessage;
import java.util.Objects;
import java.util.Optional;

/**
 * What comes of a request: a reply or none, after which the conversation ends, unless it is kept open for further
 * requests.
 *
 * <pre>
 * HandlerAnswer.reply("done")              replies and ends, as most handlers do
 * HandlerAnswer.reply("more?").keepOpen()  replies; the initiator may send another request on the dialog
 * HandlerAnswer.noReply()                  ends
 * HandlerAnswer.noReply().keepOpen()       waits for another request
 * </pre>
 *
 * @param reply what to send; absent for nothing
 * @param keepsOpen whether the target's side stays open; whoever keeps it open has to end it some time
 */
public record HandlerAnswer(Optional<ReplyMessage> reply, boolean keepsOpen) {
    /** Refuses null. */
    public HandlerAnswer {
        Objects.requireNonNull(reply, "reply");
    }

    /** Replies with this text, and ends the conversation. */
    public static HandlerAnswer reply(String text) {
        return new HandlerAnswer(Optional.of(new ReplyMessage(text)), false);
    }

    /** Ends the conversation without a reply. */
    public static HandlerAnswer noReply() {
        return new HandlerAnswer(Optional.empty(), false);
    }

    /** The same reply, but the conversation stays open. */
    public HandlerAnswer keepOpen() {
        return new HandlerAnswer(reply, true);
    }
}
