package dev.colloquy.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** The API keys of the configuration. They are read at start: a new key, or the end of one, takes a restart. */
@Singleton
class ApiKeys {
    private final List<ApiKey> keys;

    @Inject
    ApiKeys(AccessConfig config) {
        keys = config.keys().entrySet().stream()
                .map(key -> ApiKey.of(key.getKey(), key.getValue()))
                .toList();
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** The key with these characters. Takes the same time whichever key it is, and if it is none. */
    Optional<ApiKey> find(String presented) {
        byte[] digest = ApiKey.digest(presented);
        ApiKey found = null;
        for (ApiKey key : keys) {
            if (key.hasDigest(digest)) {
                found = key;
            }
        }
        return Optional.ofNullable(found);
    }
}
