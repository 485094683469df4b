package dev.colloquy.access;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Who issues the tokens that are taken, and how that is seen.
 *
 * @param issuer {@code iss} of its tokens
 * @param audience one of these is in {@code aud}
 * @param keys URL or file with its public keys as JWKS, or with one in PEM
 * @param key the one in PEM
 */
record TokenIssuer(String issuer, Set<String> audience, String keys, Optional<PublicKey> key) {
    private static final Logger LOG = Logger.getLogger(TokenIssuer.class);
    private static final String PREFIX = "colloquy.access.jwt.";

    /** Signatures with a public key only: what can be verified here cannot be made here. */
    private static final Set<SignatureAlgorithm> ALGORITHMS = EnumSet.of(
            SignatureAlgorithm.RS256,
            SignatureAlgorithm.RS384,
            SignatureAlgorithm.RS512,
            SignatureAlgorithm.PS256,
            SignatureAlgorithm.PS384,
            SignatureAlgorithm.PS512,
            SignatureAlgorithm.ES256,
            SignatureAlgorithm.ES384,
            SignatureAlgorithm.ES512,
            SignatureAlgorithm.EDDSA);

    /** One of each type of key. */
    private static final List<SignatureAlgorithm> KEY_TYPES =
            List.of(SignatureAlgorithm.RS256, SignatureAlgorithm.ES256, SignatureAlgorithm.EDDSA);

    private static final int CLOCK_SKEW_SECONDS = 30;

    /** How soon a key that the issuer has just begun to use is looked for, at most once in that time. */
    private static final int FORCED_REFRESH_MINUTES = 1;

    /** How long known keys are trusted while the issuer cannot be reached. */
    private static final int RETAIN_MINUTES = 60;

    static boolean isConfigured(AccessConfig.TokenConfig config) {
        return config.issuer().isPresent()
                || config.audience().isPresent()
                || config.keys().isPresent();
    }

    /**
     * From the configuration.
     *
     * @throws ConfigurationException with what is wrong or missing
     */
    static TokenIssuer of(AccessConfig.TokenConfig config) {
        if (config.issuer().isEmpty()
                || config.audience().isEmpty()
                || config.keys().isEmpty()) {
            throw new ConfigurationException(
                    PREFIX + "issuer, .audience and .keys are set together or not at all: a token is believed only if"
                            + " all three are known");
        }
        String issuer = config.issuer().get();
        Set<String> audience = config.audience().get();
        String keys = config.keys().get();
        if (keys.contains("://")) {
            return new TokenIssuer(issuer, audience, safe(keys), Optional.empty());
        }
        Path file = Path.of(keys).toAbsolutePath();
        return new TokenIssuer(issuer, audience, file.toString(), key(file));
    }

    /** The key in a PEM; empty for what must then be a JWKS. The library would have to be told of which type it is. */
    private static Optional<PublicKey> key(Path file) {
        String content;
        try {
            content = Files.readString(file);
        } catch (IOException e) {
            throw new ConfigurationException(PREFIX + "keys: the file " + file + " cannot be read");
        }
        if (!content.contains("-----BEGIN")) {
            return Optional.empty();
        }
        for (SignatureAlgorithm algorithm : KEY_TYPES) {
            try {
                return Optional.of(KeyUtils.decodePublicKey(content, algorithm));
            } catch (GeneralSecurityException e) {
                LOG.debugf(e, "%s holds no key for %s", file, algorithm);
            }
        }
        throw new ConfigurationException(PREFIX + "keys: the file " + file + " holds no public key in PEM");
    }

    private static String safe(String keys) {
        URI url;
        try {
            url = URI.create(keys);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(PREFIX + "keys is neither a URL nor a file");
        }
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        boolean safe = scheme.equals("https") || (scheme.equals("http") && isLoopback(url));
        if (!safe) {
            throw new ConfigurationException(
                    PREFIX + "keys: keys are fetched by https only, or by http on loopback, not from " + keys);
        }
        return keys;
    }

    private static boolean isLoopback(URI url) {
        try {
            return url.getHost() != null && InetAddress.getByName(url.getHost()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The same for the library that verifies. */
    JWTAuthContextInfo verification() {
        JWTAuthContextInfo info = new JWTAuthContextInfo();
        info.setIssuedBy(issuer);
        info.setExpectedAudience(audience);
        key.ifPresentOrElse(info::setPublicVerificationKey, () -> info.setPublicKeyLocation(keys));
        info.setSignatureAlgorithm(EnumSet.copyOf(ALGORITHMS));
        info.setClockSkew(CLOCK_SKEW_SECONDS);
        info.setForcedJwksRefreshInterval(FORCED_REFRESH_MINUTES);
        info.setJwksRetainCacheOnErrorDuration(RETAIN_MINUTES);
        info.setRequiredClaims(Set.of("sub"));
        return info;
    }
}
