package dev.colloquy.initiator.http;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The service as {@link HttpTestProfile} has it, asking callers for keys and tokens. */
public final class AccessProfile implements QuarkusTestProfile {
    static final String ISSUER = "https://id.example/realms/test";
    static final String AUDIENCE = "colloquy";

    private final HttpTestProfile base = new HttpTestProfile();

    /** The API key of the caller of that name. */
    static String key(String name) {
        return "clq_" + name + "_0123456789abcdefghijklmnopqrstuvwxyz";
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> settings = new HashMap<>(base.getConfigOverrides());
        addKey(settings, "client", "begin,read");
        addKey(settings, "viewer", "read");
        settings.put("colloquy.access.jwt.issuer", ISSUER);
        settings.put("colloquy.access.jwt.audience", AUDIENCE);
        settings.put("colloquy.access.jwt.grants.begin", "orders.write");
        return settings;
    }

    private static void addKey(Map<String, String> settings, String name, String scopes) {
        settings.put("colloquy.access.keys." + name + ".hash", sha256(key(name)));
        settings.put("colloquy.access.keys." + name + ".scopes", scopes);
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
        return base.getEnabledAlternatives();
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(IssuerKeys.class, Map.of(), true));
    }
}
