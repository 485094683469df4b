package dev.colloquy.instance.transport;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.OptionalInt;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AUTHENTICATION = WINDOWS, for instances without a domain: the peer runs under the same operating-system account on
 * the same machine. It connects over the loopback address and proves that it can read the {@link EndpointSecret}.
 *
 * <p>The proof covers both nonces and both certificates of the TLS connection, so it is worth nothing on any other.
 */
final class AccountAuthentication {
    private final EndpointSecret secret;
    private TlsIdentity identity;

    AccountAuthentication(Path secretFile) {
        this.secret = new EndpointSecret(secretFile);
    }

    /** This process's certificate, made when the first peer needs it: an instance without peers starts faster. */
    synchronized TlsIdentity identity() {
        if (identity == null) {
            identity = TlsIdentity.ephemeral();
        }
        return identity;
    }

    /** Refuses a peer that is not on the loopback address: it might be another machine. */
    void requireLocal(Socket socket) throws HandshakeFailure {
        if (!socket.getInetAddress().isLoopbackAddress()) {
            throw TransportErrors.osCallFailed(
                    "Without certificates an endpoint talks to its own machine only, not to "
                            + socket.getInetAddress().getHostAddress() + ".",
                    null);
        }
    }

    /** What a side sends to show that it knows the secret. */
    byte[] proof(boolean ofAcceptor, Exchange exchange) throws HandshakeFailure {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.read(), "HmacSHA256"));
            mac.update((ofAcceptor ? "colloquy endpoint, accepting" : "colloquy endpoint, connecting")
                    .getBytes(StandardCharsets.US_ASCII));
            mac.update(exchange.connectorNonce());
            mac.update(exchange.acceptorNonce());
            mac.update(digest(exchange.connectorCertificate()));
            mac.update(digest(exchange.acceptorCertificate()));
            return mac.doFinal();
        } catch (IOException e) {
            throw TransportErrors.osCallFailed("The endpoint secret cannot be used: " + e.getMessage() + ".", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC-SHA256 failed", e);
        }
    }

    /** Checks the other side's proof, in the same time whatever it is. */
    Peer check(boolean ofAcceptor, Exchange exchange, byte[] proof) throws HandshakeFailure {
        if (!MessageDigest.isEqual(proof, proof(ofAcceptor, exchange))) {
            throw TransportErrors.verificationFailed();
        }
        return new Peer(Method.WINDOWS, System.getProperty("user.name"), OptionalInt.empty());
    }

    private static byte[] digest(X509Certificate certificate) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    }

    /** What the proofs of one connection are about. */
    record Exchange(
            byte[] connectorNonce,
            byte[] acceptorNonce,
            X509Certificate connectorCertificate,
            X509Certificate acceptorCertificate) {}
}
