package dev.colloquy.access;

import dev.colloquy.problem.GeneralProblem;
import dev.colloquy.problem.Problem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Lets a request through to its resource method if its caller may use that. Filters are made while the service is built,
 * when there are no settings yet: what depends on them is injected as a client proxy.
 */
@Singleton
public final class AccessFilter {
    private final AccessPolicy policy;
    private final CurrentIdentityAssociation identities;
    private final TokenScopes tokenScopes;
    private final FailedLogins failures;
    private final Caller caller;
    private final ScopeRules rules = new ScopeRules();

    @Inject
    AccessFilter(
            AccessPolicy policy,
            CurrentIdentityAssociation identities,
            TokenScopes tokenScopes,
            FailedLogins failures,
            Caller caller) {
        this.policy = policy;
        this.identities = identities;
        this.tokenScopes = tokenScopes;
        this.failures = failures;
        this.caller = caller;
    }

    /** Null, or a Uni of null, lets the request through. Tokens are verified elsewhere, as their keys may be fetched. */
    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public Uni<Response> check(ResourceInfo resource, HttpServerRequest request) {
        if (!policy.isRequired()) {
            return null;
        }
        ScopeRules.Rule rule = rules.of(resource.getResourceClass(), resource.getResourceMethod());
        if (rule.open()) {
            return null;
        }
        return identities
                .getDeferredIdentity()
                .map(identity -> decide(identity, rule))
                .onFailure(AuthenticationFailedException.class)
                .recoverWithItem(() -> refused(request));
    }

    private Response decide(SecurityIdentity identity, ScopeRules.Rule rule) {
        Optional<Grant> grant = Grant.of(identity, tokenScopes);
        if (grant.isEmpty()) {
            return unauthenticated("The request has neither an API key nor a token.", Challenge.BEARER);
        }
        if (rule.scope().isEmpty()) {
            return Problem.of(GeneralProblem.FORBIDDEN, "This is open to nobody.")
                    .response()
                    .build();
        }
        Scope needed = rule.scope().get();
        if (!grant.get().scopes().contains(needed)) {
            return forbidden(needed);
        }
        caller.is(grant.get().caller());
        return null;
    }

    private Response forbidden(Scope needed) {
        Response.ResponseBuilder response = Problem.of(
                        GeneralProblem.FORBIDDEN, "The caller lacks the scope \"" + needed.text() + "\".")
                .response();
        if (policy.takesTokens()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, Challenge.insufficient(needed));
        }
        return response.build();
    }

    private Response refused(HttpServerRequest request) {
        boolean key = request.headers().contains(ApiKeyMechanism.HEADER);
        failures.refused(
                key ? "An API key" : "A bearer token",
                String.valueOf(request.remoteAddress().hostAddress()));
        return unauthenticated(
                key ? "The API key is not known." : "The token is not valid here, or not any more.",
                key ? Challenge.BEARER : Challenge.BEARER_INVALID);
    }

    private Response unauthenticated(String detail, String bearer) {
        Response.ResponseBuilder response =
                Problem.of(GeneralProblem.UNAUTHENTICATED, detail).response();
        if (policy.takesKeys()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, Challenge.API_KEY);
        }
        if (policy.takesTokens()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, bearer);
        }
        return response.build();
    }
}
