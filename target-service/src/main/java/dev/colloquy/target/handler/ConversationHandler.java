package dev.colloquy.target.handler;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

/**
 * Keeps a dialog open, as an example of a handler that answers several requests of one: each is answered by {@code You
 * said: …}, until {@code bye} is answered by {@code Goodbye.} and ends the conversation.
 */
@Singleton
@Named("conversation")
class ConversationHandler implements RequestHandler {
    private static final String END = "bye";

    @Override
    public HandlerAnswer handle(Request request) {
        String text = request.message().text();
        return text.strip().equalsIgnoreCase(END)
                ? HandlerAnswer.reply("Goodbye.")
                : HandlerAnswer.reply("You said: " + text).keepOpen();
    }
}
