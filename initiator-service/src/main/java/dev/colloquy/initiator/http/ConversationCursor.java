package dev.colloquy.initiator.http;

import dev.colloquy.initiator.conversation.ConversationState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a list of conversations goes on: after which row, under which filter. Clients see base64url of
 * {@code version;state;id} and are told to make nothing of it.
 *
 * @param state the filter of the list; absent for all conversations
 * @param afterId position of the last conversation that was shown, not negative
 */
record ConversationCursor(Optional<ConversationState> state, long afterId) {
    private static final String VERSION = "1";
    private static final Pattern PAYLOAD = Pattern.compile(VERSION + ";([A-Z]*);([0-9]{1,18})");

    String encoded() {
        String payload = VERSION + ";" + state.map(Enum::name).orElse("") + ";" + afterId;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(payload.getBytes(StandardCharsets.US_ASCII));
    }

    /** Reads what {@link #encoded} wrote; absent if it did not write that. */
    static Optional<ConversationCursor> decoded(String text) {
        return payload(text).map(PAYLOAD::matcher).filter(Matcher::matches).flatMap(payload -> {
            long afterId = Long.parseLong(payload.group(2));
            if (payload.group(1).isEmpty()) {
                return Optional.of(new ConversationCursor(Optional.empty(), afterId));
            }
            return stateNamed(payload.group(1)).map(state -> new ConversationCursor(Optional.of(state), afterId));
        });
    }

    private static Optional<String> payload(String text) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** The state of that very name. */
    static Optional<ConversationState> stateNamed(String name) {
        return Arrays.stream(ConversationState.values())
                .filter(state -> state.name().equals(name))
                .findFirst();
    }
}
