package dev.colloquy.access;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Takes API keys from the header field {@value #HEADER}. */
@ApplicationScoped
class ApiKeyMechanism implements HttpAuthenticationMechanism {
    static final String HEADER = "X-API-Key";

    private static final int UNAUTHORIZED = 401;

    private final ApiKeys keys;

    @Inject
    ApiKeyMechanism(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        List<String> presented = context.request().headers().getAll(HEADER);
        if (presented.isEmpty() || keys.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        Optional<ApiKey> key = presented.size() == 1 ? keys.find(presented.get(0)) : Optional.empty();
        if (key.isEmpty()) {
            return Uni.createFrom().failure(new AuthenticationFailedException("the API key is not known"));
        }
        SecurityIdentity identity =
                QuarkusSecurityIdentity.builder().setPrincipal(key.get()).build();
        return Uni.createFrom().item(identity);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return Uni.createFrom().item(new ChallengeData(UNAUTHORIZED, "WWW-Authenticate", Challenge.API_KEY));
    }

    /** Before bearer tokens: who sends both is known by the key. */
    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1000;
    }
}
