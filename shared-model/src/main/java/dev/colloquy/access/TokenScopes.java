package dev.colloquy.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonString;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Which scopes a token grants: {@code scope} is text with spaces, {@code scp} either, {@code groups} a list. */
@ApplicationScoped
class TokenScopes {
    private static final Pattern SPACES = Pattern.compile(" +");

    private final List<String> claims;
    private final Map<Scope, Set<String>> grants;

    @Inject
    TokenScopes(AccessConfig config) {
        AccessConfig.GrantConfig configured = config.jwt().grants();
        claims = List.copyOf(config.jwt().claims());
        grants = Map.of(
                Scope.BEGIN, Set.copyOf(configured.begin()),
                Scope.READ, Set.copyOf(configured.read()),
                Scope.OPERATE, Set.copyOf(configured.operate()));
    }

    Set<Scope> of(JsonWebToken token) {
        Set<String> said = new HashSet<>();
        for (String claim : claims) {
            Object value = token.getClaim(claim);
            values(value).forEach(said::add);
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        grants.forEach((scope, values) -> {
            if (values.stream().anyMatch(said::contains)) {
                scopes.add(scope);
            }
        });
        return scopes;
    }

    private static Stream<String> values(Object claim) {
        if (claim instanceof Collection<?> list) {
            return list.stream().flatMap(TokenScopes::text);
        }
        return text(claim).flatMap(text -> Arrays.stream(SPACES.split(text)));
    }

    private static Stream<String> text(Object value) {
        if (value instanceof JsonString json) {
            return Stream.of(json.getString());
        }
        return value instanceof String text ? Stream.of(text) : Stream.empty();
    }
}
