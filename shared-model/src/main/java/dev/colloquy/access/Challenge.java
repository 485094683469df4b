package dev.colloquy.access;

/** What {@code WWW-Authenticate} of a 401 says (RFC 9110 11.6.1; RFC 6750 3 for Bearer). */
final class Challenge {
    /** Not a registered scheme; names the header field that a key goes into. */
    static final String API_KEY = "ApiKey realm=\"colloquy\", header=\"" + ApiKeyMechanism.HEADER + "\"";

    static final String BEARER = "Bearer realm=\"colloquy\"";
    static final String BEARER_INVALID = BEARER + ", error=\"invalid_token\"";

    private Challenge() {}

    /** Of a 403: the scope that is missing (RFC 6750 3.1 "insufficient_scope"). */
    static String insufficient(Scope scope) {
        return BEARER + ", error=\"insufficient_scope\", scope=\"" + scope.text() + "\"";
    }
}
