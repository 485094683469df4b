package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.Acknowledgement;
import dev.colloquy.instance.broker.OutboundMessage;
import java.util.List;
import java.util.OptionalLong;

/** What this room needs of {@link dev.colloquy.instance.broker.Outbound}. */
interface OutboundQueue {
    List<OutboundMessage> take(String address, int maxMessages, long maxBytes);

    void acknowledged(List<Acknowledgement> acknowledgements);

    void refused(OutboundMessage message, String status);

    void failed(OutboundMessage message, int errorCode, String description);

    void disconnected(String address, String status);

    void reconnected(String address);

    /** Milliseconds until something is due for the address, 0 or less: now; empty: nothing is there. */
    OptionalLong millisToNext(String address);
}
