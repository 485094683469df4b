package dev.colloquy.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.json.Json;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.junit.jupiter.api.Test;

class TokenScopesTest {
    private final TokenScopes scopes = new TokenScopes(Configured.nothing());

    @Test
    void scope_is_text_with_spaces() {
        assertEquals(Set.of(Scope.BEGIN, Scope.READ), scopes.of(token("scope", "openid begin  read")));
    }

    @Test
    void scp_is_a_list_or_text() {
        assertEquals(Set.of(Scope.OPERATE), scopes.of(token("scp", "operate")));
        assertEquals(
                Set.of(Scope.OPERATE),
                scopes.of(token("scp", Json.createArrayBuilder().add("operate").build())));
    }

    @Test
    void groups_grant_scopes_too() {
        assertEquals(Set.of(Scope.READ), scopes.of(token("groups", Set.of("read", "staff"))));
    }

    @Test
    void what_an_issuer_calls_a_scope_is_configured() {
        assertEquals(Set.of(Scope.BEGIN), scopes.of(token("scope", "orders.write")));
    }

    @Test
    void other_words_other_cases_and_other_claims_grant_nothing() {
        assertEquals(Set.of(), scopes.of(token("scope", "Begin beginning begin,read")));
        assertEquals(Set.of(), scopes.of(token("roles", "begin")));
        assertEquals(Set.of(), scopes.of(token("scope", 7)));
    }

    private static JsonWebToken token(String claim, Object value) {
        Map<String, Object> claims = Map.of(claim, value);
        return new JsonWebToken() {
            @Override
            public String getName() {
                return "alice";
            }

            @Override
            public Set<String> getClaimNames() {
                return claims.keySet();
            }

            @Override
            @SuppressWarnings("unchecked")
            public <T> T getClaim(String name) {
                return (T) claims.get(name);
            }
        };
    }
}
