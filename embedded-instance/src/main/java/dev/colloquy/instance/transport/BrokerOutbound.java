package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.Acknowledgement;
import dev.colloquy.instance.broker.Outbound;
import dev.colloquy.instance.broker.OutboundMessage;
import java.util.List;
import java.util.OptionalLong;

/** The broker's transmission queue as this room sees it. */
record BrokerOutbound(Outbound outbound) implements OutboundQueue {
    @Override
    public List<OutboundMessage> take(String address, int maxMessages, long maxBytes) {
        return outbound.take(address, maxMessages, maxBytes);
    }

    @Override
    public void acknowledged(List<Acknowledgement> acknowledgements) {
        outbound.acknowledged(acknowledgements);
    }

    @Override
    public void refused(OutboundMessage message, String status) {
        outbound.refused(message, status);
    }

    @Override
    public void failed(OutboundMessage message, int errorCode, String description) {
        outbound.failed(message, errorCode, description);
    }

    @Override
    public void disconnected(String address, String status) {
        outbound.disconnected(address, status);
    }

    @Override
    public void reconnected(String address) {
        outbound.reconnected(address);
    }

    @Override
    public OptionalLong millisToNext(String address) {
        return outbound.nextDueMillis(address);
    }
}
