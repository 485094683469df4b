package dev.colloquy.peer.http;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long the client would like to wait (RFC 7240 4.3. "The wait Preference"). What cannot be understood is ignored. */
final class WaitPreference {
    /** At most 60 seconds, as at the initiator-service; more digits than a number of them has are not read. */
    private static final long LONGEST_SECONDS = 60;

    private static final Pattern WAIT =
            Pattern.compile("(?:^|,)\\s*wait\\s*=\\s*(\\d{1,9})\\s*(?:$|[,;])", Pattern.CASE_INSENSITIVE);

    private WaitPreference() {}

    static Optional<Duration> of(List<String> prefer) {
        for (String line : prefer) {
            Matcher matcher = WAIT.matcher(line);
            if (matcher.find()) {
                return Optional.of(Duration.ofSeconds(Math.min(LONGEST_SECONDS, Long.parseLong(matcher.group(1)))));
            }
        }
        return Optional.empty();
    }
}
