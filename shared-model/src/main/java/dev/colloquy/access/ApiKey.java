package dev.colloquy.access;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An API key, of which the service knows the hash only. A plain SHA-256 is enough: a key is made of 256 random bits, so
 * there is nothing to guess that a slow hash would make slower. Passwords are kept out by their length.
 */
final class ApiKey implements Principal {
    /** 32 characters of Base64 are 192 bits. */
    private static final int SHORTEST = 32;

    private static final int LONGEST = 256;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{64}");

    private final String name;
    private final Set<Scope> scopes;
    private final byte[] hash;

    private ApiKey(String name, Set<Scope> scopes, byte[] hash) {
        this.name = name;
        this.scopes = scopes;
        this.hash = hash;
    }

    /**
     * From the configuration.
     *
     * @throws ConfigurationException with what is wrong; never quotes the hash
     */
    static ApiKey of(String name, AccessConfig.KeyConfig config) {
        String setting = "colloquy.access.keys." + name;
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException(
                    setting + ": a name has 1 to 64 characters, each a letter, a digit, '.', '_' or '-'");
        }
        if (!HASH.matcher(config.hash()).matches()) {
            throw new ConfigurationException(setting + ".hash is no SHA-256: 64 hexadecimal digits");
        }
        return new ApiKey(
                name,
                scopes(setting + ".scopes", config.scopes()),
                HexFormat.of().parseHex(config.hash()));
    }

    private static Set<Scope> scopes(String setting, Set<String> names) {
        Set<Scope> scopes = new LinkedHashSet<>();
        for (String scope : names) {
            scopes.add(Scope.named(scope)
                    .orElseThrow(() -> new ConfigurationException(
                            setting + ": '" + scope + "' is none of begin, read and operate")));
        }
        return Set.copyOf(scopes);
    }

    /** The digest to compare with; for anything that is too short or too long to be a key, one that no key has. */
    static byte[] digest(String presented) {
        boolean possible = presented.length() >= SHORTEST && presented.length() <= LONGEST;
        return possible ? sha256(presented) : new byte[0];
    }

    /** Takes the same time whether the digests differ at the start or at the end. */
    boolean hasDigest(byte[] digest) {
        return MessageDigest.isEqual(hash, digest);
    }

    @Override
    public String getName() {
        return name;
    }

    Set<Scope> scopes() {
        return scopes;
    }

    /** SHA-256 of the text in UTF-8. */
    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
