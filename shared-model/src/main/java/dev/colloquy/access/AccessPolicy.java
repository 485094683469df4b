package dev.colloquy.access;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Whether callers have to say who they are, which has to be settled before anybody can call. */
@ApplicationScoped
class AccessPolicy {
    private static final Logger LOG = Logger.getLogger(AccessPolicy.class);

    /** Before the service touches anything. */
    private static final int FIRST = 0;

    private final ApiKeys keys;
    private final Optional<TokenIssuer> issuer;
    private final boolean allowAnonymous;
    private final String host;

    @Inject
    AccessPolicy(ApiKeys keys, AccessConfig config, @ConfigProperty(name = "quarkus.http.host") String host) {
        this.keys = keys;
        this.issuer =
                TokenIssuer.isConfigured(config.jwt()) ? Optional.of(TokenIssuer.of(config.jwt())) : Optional.empty();
        this.allowAnonymous = config.allowAnonymous();
        this.host = host;
    }

    /** Whether callers have to authenticate. */
    boolean isRequired() {
        return !keys.isEmpty() || takesTokens();
    }

    boolean takesKeys() {
        return !keys.isEmpty();
    }

    boolean takesTokens() {
        return issuer.isPresent();
    }

    /**
     * Whether the service may start.
     *
     * @throws ConfigurationException if it would serve strangers without asking who they are
     */
    void check(@Observes @Priority(FIRST) Startup event) {
        if (isRequired()) {
            return;
        }
        if (isLoopback()) {
            LOG.warnf(
                    "Neither API keys nor tokens are configured (colloquy.access.*): whoever is on this machine may do"
                            + " everything, and the service listens on %s only",
                    host);
            return;
        }
        if (!allowAnonymous) {
            throw new ConfigurationException(
                    "quarkus.http.host=" + host + " lets others reach the service, and nothing asks who they are: set"
                            + " colloquy.access.keys.* or colloquy.access.jwt.*, or colloquy.access.allow-anonymous=true"
                            + " where something else guards it");
        }
        LOG.warnf(
                "Neither API keys nor tokens are configured (colloquy.access.*): whoever reaches %s may do everything",
                host);
    }

    private boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Instead of the library's, which is made of {@code mp.jwt.*}. Without an issuer no token can be verified. */
    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    JWTAuthContextInfo verification() {
        return issuer.map(TokenIssuer::verification).orElseGet(JWTAuthContextInfo::new);
    }
}
