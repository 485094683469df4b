package dev.colloquy.initiator.http;

import jakarta.ws.rs.core.Response;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The preferences of a request (RFC 7240 2. "The Prefer Request Header Field").
 *
 * <p>Names are compared without regard to case; of a preference that is given twice the first one counts; a value may
 * be a token or a quoted string, an empty one is no value; parameters are read over. A preference is a wish: what
 * cannot be understood is ignored and never an error.
 */
final class Preferences {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final String QUOTED = "\"((?:[^\"\\\\]|\\\\.)*+)\"";
    private static final String BLANK = "[ \\t]*";

    /** A preference or one of its parameters: a name, and perhaps a value as token or quoted string. */
    private static final Pattern NAME_AND_VALUE =
            Pattern.compile("(" + TOKEN + ")(?:" + BLANK + "=" + BLANK + "(?:(" + TOKEN + ")|" + QUOTED + ")?)?");

    private static final Pattern DELTA_SECONDS = Pattern.compile("[0-9]+");

    private final Map<String, String> values;

    private Preferences(Map<String, String> values) {
        this.values = values;
    }

    /** Reads all {@code Prefer} field lines of a request, in the order they came. */
    static Preferences of(List<String> fieldLines) {
        Map<String, String> values = new HashMap<>();
        for (String line : fieldLines) {
            for (String preference : split(line, ',')) {
                addTo(values, preference);
            }
        }
        return new Preferences(values);
    }

    /**
     * How long the client would like the server to wait for a result (RFC 7240 4.3. "The wait Preference").
     *
     * @param longest the most that is granted
     * @return absent if the client does not say, or not in whole seconds
     */
    Optional<Duration> waitUpTo(Duration longest) {
        String seconds = values.getOrDefault("wait", "");
        if (!DELTA_SECONDS.matcher(seconds).matches()) {
            return Optional.empty();
        }
        BigInteger most = BigInteger.valueOf(longest.toSeconds());
        return Optional.of(
                Duration.ofSeconds(new BigInteger(shortened(seconds)).min(most).longValueExact()));
    }

    /** The answer of a request that was granted a wait. */
    static Response applied(Response.ResponseBuilder answer, Duration wait) {
        return answer.header(Fields.PREFERENCE_APPLIED, "wait=" + wait.toSeconds())
                .build();
    }

    /** No wait has so many digits; reading thousands of them would take a thread for long. */
    private static String shortened(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return significant.substring(0, Math.min(significant.length(), 19));
    }

    private static void addTo(Map<String, String> values, String preference) {
        List<String> parts = split(preference, ';');
        for (int i = 1; i < parts.size(); i++) {
            String parameter = parts.get(i).strip();
            if (!parameter.isEmpty() && !NAME_AND_VALUE.matcher(parameter).matches()) {
                return;
            }
        }
        Matcher nameAndValue = NAME_AND_VALUE.matcher(parts.get(0).strip());
        if (nameAndValue.matches()) {
            values.putIfAbsent(nameAndValue.group(1).toLowerCase(Locale.ROOT), value(nameAndValue));
        }
    }

    private static String value(Matcher nameAndValue) {
        if (nameAndValue.group(2) != null) {
            return nameAndValue.group(2);
        }
        String quoted = nameAndValue.group(3);
        return quoted == null ? "" : quoted.replaceAll("\\\\(.)", "$1");
    }

    /** Splits at separators outside quoted strings; an unfinished quoted string reaches to the end of the text. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++;
            } else if (!quoted && c == separator) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }
}
