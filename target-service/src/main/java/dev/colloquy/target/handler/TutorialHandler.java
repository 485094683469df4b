package dev.colloquy.target.handler;

import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Answers every request as lesson 5 of the tutorial does. */
@Singleton
@Named("tutorial")
class TutorialHandler implements RequestHandler {
    @Override
    public HandlerAnswer handle(Request request) {
        return HandlerAnswer.reply("Message for Initiator service.");
    }
}
