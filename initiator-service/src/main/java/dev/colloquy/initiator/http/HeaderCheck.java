package dev.colloquy.initiator.http;

import dev.colloquy.problem.GeneralProblem;
import dev.colloquy.problem.Problem;
import dev.colloquy.problem.ProblemException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses media types that cannot be read, which Quarkus REST would take for a fault of the service, and bodies of no
 * media type, which it would give to any resource that takes a body.
 */
final class HeaderCheck {
    /** HttpURLConnection of older Java accepts {@code *; q=.2}, which is neither a media range nor a weight. */
    private static final Pattern BARE_WILDCARD = Pattern.compile("(^|,)(\\s*)\\*(?=\\s*(?:[;,]|$))");

    private static final Pattern BARE_FRACTION = Pattern.compile("(;\\s*q=)(?=\\.[0-9])");

    @ServerRequestFilter(preMatching = true)
    void check(ContainerRequestContext request) {
        String type = request.getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (type == null ? hasBody(request) : !isMediaType(type)) {
            throw new NotSupportedException();
        }
        String accepted = request.getHeaderString(HttpHeaders.ACCEPT);
        if (accepted != null) {
            String ranges = BARE_FRACTION
                    .matcher(BARE_WILDCARD.matcher(accepted).replaceAll("$1$2*/*"))
                    .replaceAll("$10");
            requireMediaRanges(ranges);
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, ranges);
        }
    }

    private static boolean hasBody(ContainerRequestContext request) {
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return request.getHeaderString("Transfer-Encoding") != null || (length != null && !"0".equals(length));
    }

    private static void requireMediaRanges(String list) {
        for (String range : list.split(",", -1)) {
            if (!isMediaType(range.strip())) {
                throw new ProblemException(Problem.of(
                        GeneralProblem.MALFORMED_REQUEST, "The header field Accept is not a list of media ranges."));
            }
        }
    }

    private static boolean isMediaType(String text) {
        try {
            MediaType.valueOf(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
