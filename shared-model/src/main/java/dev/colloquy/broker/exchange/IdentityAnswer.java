package dev.colloquy.broker.exchange;

import java.util.Map;

/**
 * What to answer with status 200.
 *
 * @param headers headers of the response, the signature among them
 * @param body body of the response, as it has been signed
 */
public record IdentityAnswer(Map<String, String> headers, byte[] body) {
    /** Copies the headers. */
    public IdentityAnswer {
        headers = Map.copyOf(headers);
    }
}
