package dev.colloquy.instance.security;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Tells whether a password is the right one without keeping it: PBKDF2-HMAC-SHA256 in the store, and after one success
 * a salted SHA-256 in memory so that the next login costs microseconds.
 */
final class PasswordVerifier {
    private static final int ITERATIONS = 20_000;

    private final byte[] salt;
    private final int iterations;
    private final byte[] hash;

    private volatile Success success;

    private record Success(byte[] salt, byte[] hash) {}

    private PasswordVerifier(byte[] salt, int iterations, byte[] hash) {
        this.salt = salt;
        this.iterations = iterations;
        this.hash = hash;
    }

    static PasswordVerifier of(String password) {
        byte[] salt = Sealing.random(Sealing.SALT_BYTES);
        byte[] hash = Sealing.keyFrom(password, salt, ITERATIONS).getEncoded();
        PasswordVerifier verifier = new PasswordVerifier(salt, ITERATIONS, hash);
        verifier.remember(password);
        return verifier;
    }

    /** Accepts no password. */
    static PasswordVerifier ofNone() {
        return new PasswordVerifier(Sealing.random(Sealing.SALT_BYTES), ITERATIONS, Sealing.random(Sealing.KEY_BYTES));
    }

    /** Reads what {@link #encoded} wrote. */
    static PasswordVerifier decode(String text) {
        String[] parts = text.split(":", -1);
        return new PasswordVerifier(Sealing.bytes(parts[1]), Integer.parseInt(parts[0]), Sealing.bytes(parts[2]));
    }

    /** Iterations, salt and hash. */
    String encoded() {
        return iterations + ":" + Sealing.base64(salt) + ":" + Sealing.base64(hash);
    }

    boolean accepts(String password) {
        Success known = success;
        if (known != null && MessageDigest.isEqual(known.hash, sha256(known.salt, password))) {
            return true;
        }
        boolean accepted = MessageDigest.isEqual(
                hash, Sealing.keyFrom(password, salt, iterations).getEncoded());
        if (accepted) {
            remember(password);
        }
        return accepted;
    }

    private void remember(String password) {
        byte[] fresh = Sealing.random(Sealing.SALT_BYTES);
        success = new Success(fresh, sha256(fresh, password));
    }

    private static byte[] sha256(byte[] salt, String password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            return digest.digest(Sealing.utf8(password));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
