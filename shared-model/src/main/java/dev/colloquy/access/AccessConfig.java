package dev.colloquy.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may call the service over HTTP. Without keys and without tokens it listens on loopback only. */
@ConfigMapping(prefix = "colloquy.access")
public interface AccessConfig {
    /** API keys by the name of their caller: 1 to 64 of {@code A-Z a-z 0-9 . _ -}. */
    Map<String, KeyConfig> keys();

    /** Bearer tokens. */
    TokenConfig jwt();

    /** Lets a service that asks for neither keys nor tokens listen on other addresses than loopback. */
    @WithDefault("false")
    boolean allowAnonymous();

    /** One API key. */
    interface KeyConfig {
        /** SHA-256 of the key's characters: 64 hexadecimal digits. */
        String hash();

        /** What its caller may do: {@code begin}, {@code read}, {@code operate}, one or more. */
        Set<String> scopes();
    }

    /** Bearer tokens as an OpenID provider issues them; taken if issuer, audience and keys are set. */
    interface TokenConfig {
        /** What {@code iss} of a token has to be. */
        Optional<String> issuer();

        /** What {@code aud} of a token has to have: one of these. */
        Optional<Set<String>> audience();

        /**
         * Public keys of the issuer: the URL of its JWKS ({@code https}, or {@code http} on loopback), or a file with a JWKS
         * or a PEM.
         */
        Optional<String> keys();

        /** Claims that grant scopes: each a list, or text with spaces between. */
        @WithDefault("scope,scp,groups")
        List<String> claims();

        /** Which values of those claims grant which scope. */
        GrantConfig grants();
    }

    /** What a token has to say to be granted a scope: one of the values. */
    interface GrantConfig {
        /** To begin conversations, send on them and end them. */
        @WithDefault("begin")
        Set<String> begin();

        /** To see conversations and replies. */
        @WithDefault("read")
        Set<String> read();

        /** To do what operators do. */
        @WithDefault("operate")
        Set<String> operate();
    }
}
