package dev.colloquy.target.handler;

import dev.colloquy.contract.ReplyMessage;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Answers every request as lesson 5 of the tutorial does. */
@Singleton
@Named("tutorial")
class TutorialHandler implements RequestHandler {
    private static final ReplyMessage REPLY = new ReplyMessage("Message for Initiator service.");

    @Override
    public Optional<ReplyMessage> handle(Request request) {
        return Optional.of(REPLY);
    }
}
