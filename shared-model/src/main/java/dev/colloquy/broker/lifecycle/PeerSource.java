package dev.colloquy.broker.lifecycle;

import dev.colloquy.broker.exchange.ExchangeFailure;
import dev.colloquy.contract.BrokerIdentity;

/** Where the peer's identity comes from. */
@FunctionalInterface
public interface PeerSource {
    /**
     * Asks once.
     *
     * @param own what this side shows in return, where that is possible
     * @throws ExchangeFailure if there is no answer, or none that can be believed
     */
    BrokerIdentity ask(BrokerIdentity own) throws ExchangeFailure;

    /** Whether the peer has certainly taken the own identity in when it has answered. */
    default boolean handsOver() {
        return true;
    }
}
