package dev.colloquy.broker.exchange;

import dev.colloquy.contract.IdentityMessage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Signs requests and responses: HMAC-SHA256 in Base64 over lines that each end in a line feed.
 *
 * <pre>
 * request                      response
 * colloquy-identity-1 request  colloquy-identity-1 response
 * POST                         nonce of the request
 * /broker/identity             SHA-256 of the body, hexadecimal
 * timestamp
 * nonce
 * SHA-256 of the body, hexadecimal
 * </pre>
 *
 * <p>The path is the contract's, whatever a proxy puts before it.
 */
final class Signer {
    /** Request: when it was signed, in milliseconds since 1970-01-01T00:00Z. */
    static final String TIMESTAMP_HEADER = "Colloquy-Timestamp";

    /** Request: 16 random bytes in Base64. */
    static final String NONCE_HEADER = "Colloquy-Nonce";

    /** Request and response: the signature. */
    static final String SIGNATURE_HEADER = "Colloquy-Signature";

    static final String METHOD = "POST";

    private static final String VERSION = "colloquy-identity-1";

    private final BootstrapSecret secret;

    Signer(BootstrapSecret secret) {
        this.secret = secret;
    }

    String signRequest(String timestamp, String nonce, byte[] body) {
        return sign(VERSION + " request", METHOD, IdentityMessage.PATH, timestamp, nonce, digest(body));
    }

    String signResponse(String nonce, byte[] body) {
        return sign(VERSION + " response", nonce, digest(body));
    }

    /** Takes the same time wherever the two differ. */
    static boolean same(String expected, String actual) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
    }

    private String sign(String... lines) {
        byte[] message = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(secret.authenticate(message));
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
