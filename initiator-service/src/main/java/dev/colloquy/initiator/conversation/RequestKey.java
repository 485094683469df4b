package dev.colloquy.initiator.conversation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** What requests with an idempotency key have in common. */
final class RequestKey {
    private static final int LONGEST_CLIENT = 128;
    private static final int LONGEST_KEY = 255;

    private RequestKey() {}

    /**
     * Checks that both fit the ledger.
     *
     * @throws IllegalArgumentException if something is longer or shorter than it may be
     */
    static void check(String client, Optional<String> key) {
        if (client.length() > LONGEST_CLIENT) {
            throw new IllegalArgumentException("a client's name has up to 128 characters");
        }
        int length = key.map(String::length).orElse(1);
        if (length < 1 || length > LONGEST_KEY) {
            throw new IllegalArgumentException("an idempotency key has 1 to 255 characters");
        }
    }

    /** SHA-256 of what a request asks for beside its text, and of its text. */
    static byte[] hash(String beside, String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(beside.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return digest.digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
