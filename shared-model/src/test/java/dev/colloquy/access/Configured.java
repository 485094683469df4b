package dev.colloquy.access;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Settings as tests need them. */
final class Configured {
    static final String KEY = "clq_0123456789abcdefghijklmnopqrstuvwxyz";

    private Configured() {}

    static AccessConfig nothing() {
        return new Access(Map.of(), new Tokens(Optional.empty(), Optional.empty(), Optional.empty()), false);
    }

    static AccessConfig anonymous() {
        return new Access(Map.of(), nothing().jwt(), true);
    }

    static AccessConfig key(String name, String hash, String... scopes) {
        return new Access(Map.of(name, new Key(hash, Set.of(scopes))), nothing().jwt(), false);
    }

    static AccessConfig tokens(String issuer, String audience, String keys) {
        Tokens tokens =
                new Tokens(Optional.of(issuer), Optional.ofNullable(audience).map(Set::of), Optional.of(keys));
        return new Access(Map.of(), tokens, false);
    }

    static String hash(String key) {
        return HexFormat.of().formatHex(ApiKey.sha256(key));
    }

    private record Access(Map<String, KeyConfig> keys, TokenConfig jwt, boolean allowAnonymous)
            implements AccessConfig {}

    private record Key(String hash, Set<String> scopes) implements AccessConfig.KeyConfig {}

    private record Tokens(Optional<String> issuer, Optional<Set<String>> audience, Optional<String> keys)
            implements AccessConfig.TokenConfig {
        @Override
        public List<String> claims() {
            return List.of("scope", "scp", "groups");
        }

        @Override
        public AccessConfig.GrantConfig grants() {
            return new Grants(Set.of("begin", "orders.write"), Set.of("read"), Set.of("operate"));
        }
    }

    private record Grants(Set<String> begin, Set<String> read, Set<String> operate)
            implements AccessConfig.GrantConfig {}
}
