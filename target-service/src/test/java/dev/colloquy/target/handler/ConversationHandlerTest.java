package dev.colloquy.target.handler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.colloquy.contract.RequestMessage;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConversationHandlerTest {
    private final RequestHandler handler = new ConversationHandler();

    @Test
    void the_dialog_stays_open_until_it_is_told_to_end() throws Exception {
        assertEquals(HandlerAnswer.reply("You said: hello").keepOpen(), ask("hello"));
        assertEquals(HandlerAnswer.reply("Goodbye."), ask(" Bye "));
    }

    private HandlerAnswer ask(String text) throws Exception {
        return handler.handle(new Request(UUID.randomUUID(), new RequestMessage(text), 1));
    }
}
