package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.Disposition;
import dev.colloquy.instance.broker.InboundMessage;
import dev.colloquy.instance.broker.Located;
import dev.colloquy.instance.broker.WireMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What this room needs of {@link dev.colloquy.instance.broker.Inbound}. */
interface InboundQueue {
    Located locate(WireMessage header);

    CompletableFuture<List<Disposition>> accept(List<InboundMessage> batch);
}
