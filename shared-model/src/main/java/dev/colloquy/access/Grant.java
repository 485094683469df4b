package dev.colloquy.access;

import io.quarkus.security.identity.SecurityIdentity;
import java.security.Principal;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who calls, and what for.
 *
 * @param caller {@code key:} and the name of the API key, or {@code jwt:} and {@code sub} of the token
 * @param scopes what the caller may do
 */
record Grant(String caller, Set<Scope> scopes) {
    /** {@code sub} has up to 255 characters (OpenID Connect Core 1.0, 2 "ID Token"); a longer name is told by its hash. */
    private static final int LONGEST_SUBJECT = 120;

    /** Of a request; empty if nobody is authenticated. */
    static Optional<Grant> of(SecurityIdentity identity, TokenScopes scopes) {
        Principal principal = identity.getPrincipal();
        if (principal instanceof ApiKey key) {
            return Optional.of(new Grant("key:" + key.getName(), key.scopes()));
        }
        if (principal instanceof JsonWebToken token) {
            return Optional.of(new Grant("jwt:" + subject(token.getSubject()), scopes.of(token)));
        }
        return Optional.empty();
    }

    private static String subject(String subject) {
        return subject.length() <= LONGEST_SUBJECT
                ? subject
                : "sha256:" + HexFormat.of().formatHex(ApiKey.sha256(subject));
    }
}
