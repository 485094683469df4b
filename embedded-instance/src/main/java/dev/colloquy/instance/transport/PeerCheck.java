package dev.colloquy.instance.transport;

import dev.colloquy.instance.broker.Endpoint;
import java.security.cert.X509Certificate;

/** Decides about a peer that has shown a certificate and proved to have its private key. */
@FunctionalInterface
interface PeerCheck {
    Peer check(Endpoint endpoint, X509Certificate certificate) throws HandshakeFailure;
}
