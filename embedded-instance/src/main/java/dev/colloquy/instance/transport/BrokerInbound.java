package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.Disposition;
import dev.colloquy.instance.broker.Inbound;
import dev.colloquy.instance.broker.InboundMessage;
import dev.colloquy.instance.broker.Located;
import dev.colloquy.instance.broker.WireMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The broker's receiving side as this room sees it. */
record BrokerInbound(Inbound inbound) implements InboundQueue {
    @Override
    public Located locate(WireMessage header) {
        return inbound.locate(header);
    }

    @Override
    public CompletableFuture<List<Disposition>> accept(List<InboundMessage> batch) {
        return inbound.accept(batch);
    }
}
