package dev.colloquy.broker.setup;

import java.security.SecureRandom;
import java.util.Base64;

/** A value that no log, error or printed script shows. */
final class Secret {
    private static final int RANDOM_BYTES = 48;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String value;

    Secret(String value) {
        this.value = value;
    }

    /** A new password that nobody will need again; its prefix meets every password policy. */
    static Secret random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret("Aa1-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    String value() {
        return value;
    }

    @Override
    public String toString() {
        return "<password>";
    }
}
