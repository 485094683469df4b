package dev.colloquy.broker.exchange;

import dev.colloquy.contract.BrokerIdentity;
import java.util.Map;

/**
 * A peer's identity that has been verified, and what to answer with status 200.
 *
 * @param peer the peer's identity
 * @param headers headers of the response, the signature among them
 * @param body body of the response, as it has been signed
 */
public record IdentityAnswer(BrokerIdentity peer, Map<String, String> headers, byte[] body) {
    /** Copies the headers. */
    public IdentityAnswer {
        headers = Map.copyOf(headers);
    }
}
