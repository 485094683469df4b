package dev.colloquy.benchmark.pair;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * When one conversation was where. All on one machine, so that the moments compare.
 *
 * @param sent the client has sent the request
 * @param begun the initiator has begun the dialog
 * @param received the target has received the request
 * @param handled the target's handler has made the reply
 * @param filed the initiator has filed the reply
 * @param answered the client has the reply
 */
record Hops(
        Instant sent,
        Optional<Instant> begun,
        Optional<Instant> received,
        Optional<Instant> handled,
        Optional<Instant> filed,
        Instant answered) {

    /**
     * From what the two services say.
     *
     * @param conversation as the initiator has answered
     * @param requests the target's newest requests, of which the first is this conversation's, if it is not older
     */
    static Hops of(
            Instant sent,
            ConversationClient.Answer conversation,
            ConversationClient.Answer requests,
            Instant answered) {
        Optional<Instant> begun = instant(conversation.body(), "begunAt");
        JsonNode newest = requests.body().path(0);
        Optional<Instant> received =
                instant(newest, "receivedAt").filter(at -> begun.isPresent() && !at.isBefore(begun.get()));
        Optional<Instant> handled = received.flatMap(at -> instant(newest, "handledAt"));
        return new Hops(sent, begun, received, handled, instant(conversation.body(), "repliedAt"), answered);
    }

    private static Optional<Instant> instant(JsonNode node, String field) {
        try {
            return Optional.ofNullable(node.path(field).textValue()).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** One line for each hop. */
    List<String> lines() {
        return List.of(
                line("client to initiator, committed", Optional.of(sent), begun),
                line("initiator to target, received", begun, received),
                line("handled", received, handled),
                line("reply back to initiator, filed", handled, filed),
                line("answer to the client", filed, Optional.of(answered)),
                line("altogether", Optional.of(sent), Optional.of(answered)));
    }

    private static String line(String hop, Optional<Instant> from, Optional<Instant> to) {
        String time = from.flatMap(begin -> to.map(end -> Duration.between(begin, end)))
                .filter(between -> !between.isNegative())
                .map(between -> String.format(Locale.ROOT, "%9.1f ms", between.toNanos() / 1e6))
                .orElse("not measured");
        return String.format(Locale.ROOT, "  %-32s %s", hop, time);
    }
}
