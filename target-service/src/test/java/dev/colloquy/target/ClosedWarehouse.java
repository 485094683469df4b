package dev.colloquy.target;

import dev.colloquy.target.handler.HandlerAnswer;
import dev.colloquy.target.handler.Request;
import dev.colloquy.target.handler.RequestHandler;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** A handler that fails until the warehouse opens. */
@Singleton
@Named("warehouse")
public class ClosedWarehouse implements RequestHandler {
    private volatile boolean open;

    void open(boolean isOpen) {
        open = isOpen;
    }

    @Override
    public HandlerAnswer handle(Request request) {
        if (!open) {
            throw new IllegalStateException("the warehouse is closed");
        }
        return HandlerAnswer.reply("delivered");
    }
}
