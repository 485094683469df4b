package dev.colloquy.instance.broker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Carries messages from one broker to another and loses, repeats and reorders them. */
final class Wire {
    private final Random random;
    private final double trouble;
    private final Broker from;
    private final Broker to;
    private final String address;
    private final List<OutboundMessage> late = new ArrayList<>();

    /**
     * A one-way wire.
     *
     * @param trouble probability of each kind of misfortune
     */
    Wire(Broker from, Broker to, String address, double trouble, Random random) {
        this.from = from;
        this.to = to;
        this.address = address;
        this.trouble = trouble;
        this.random = random;
    }

    private boolean misfortune() {
        return random.nextDouble() < trouble;
    }

    /** Carries one batch; returns how many messages it took. */
    int carry() {
        List<OutboundMessage> batch = new ArrayList<>(from.outbound().take(address, 1 + random.nextInt(20), 1_000_000));
        int taken = batch.size();
        if (misfortune()) {
            from.outbound().disconnected(address, "lost");
            from.outbound().reconnected(address);
            late.addAll(batch);
            return taken;
        }
        if (misfortune()) {
            batch.addAll(late);
            late.clear();
        }
        if (misfortune()) {
            batch.addAll(List.copyOf(batch));
        }
        if (misfortune()) {
            Collections.shuffle(batch, random);
        }
        deliver(batch);
        return taken;
    }

    private void deliver(List<OutboundMessage> batch) {
        List<InboundMessage> arriving = new ArrayList<>();
        List<OutboundMessage> sources = new ArrayList<>();
        for (OutboundMessage message : batch) {
            Located located = to.inbound().locate(message.message());
            located.refusal().ifPresent(status -> from.outbound().refused(message, status));
            located.error().ifPresent(error -> from.outbound().failed(message, error.number(), error.text()));
            located.database().ifPresent(database -> {
                arriving.add(new InboundMessage(database, message.message(), Optional.empty(), Optional.empty()));
                sources.add(message);
            });
        }
        List<Disposition> outcomes = to.inbound().accept(arriving).join();
        if (misfortune()) {
            from.outbound().disconnected(address, "lost");
            from.outbound().reconnected(address);
            return;
        }
        for (int i = 0; i < outcomes.size(); i++) {
            answer(sources.get(i), arriving.get(i), outcomes.get(i));
        }
    }

    private void answer(OutboundMessage message, InboundMessage arrived, Disposition outcome) {
        switch (outcome.kind()) {
            case ACCEPTED, DUPLICATE ->
                from.outbound()
                        .acknowledged(List.of(new Acknowledgement(
                                message.message().conversationId(),
                                message.message().fromInitiator(),
                                outcome.acknowledged(),
                                arrived.database().serviceBrokerGuid())));
            case REFUSED -> from.outbound().refused(message, outcome.text());
            case ERROR -> from.outbound().failed(message, outcome.errorCode(), outcome.text());
        }
    }
}
