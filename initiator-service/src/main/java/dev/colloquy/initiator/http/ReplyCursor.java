package dev.colloquy.initiator.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the feed of replies. Clients see base64url of {@code r1;position} and are told to make nothing of it.
 *
 * @param position of the last reply that was shown; 0 before the first
 */
record ReplyCursor(long position) {
    static final ReplyCursor START = new ReplyCursor(0);

    private static final String PREFIX = "r1;";
    private static final Pattern PAYLOAD = Pattern.compile(PREFIX + "([0-9]{1,18})");

    String encoded() {
        byte[] payload = (PREFIX + position).getBytes(StandardCharsets.US_ASCII);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(payload);
    }

    /** Reads what {@link #encoded} wrote; absent if it did not write that. */
    static Optional<ReplyCursor> decoded(String text) {
        try {
            String payload = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII);
            return Optional.of(PAYLOAD.matcher(payload))
                    .filter(Matcher::matches)
                    .map(matched -> new ReplyCursor(Long.parseLong(matched.group(1))));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
