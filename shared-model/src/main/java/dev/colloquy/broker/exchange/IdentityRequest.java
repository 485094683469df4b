package dev.colloquy.broker.exchange;

import dev.colloquy.contract.BrokerIdentity;

/**
 * An identity that the peer has shown, verified, with its question for the own one.
 *
 * @param peer the peer's identity
 * @param nonce the random number of the request, which the answer has to cover
 */
public record IdentityRequest(BrokerIdentity peer, String nonce) {}
