package dev.colloquy.instance.security;

import dev.colloquy.instance.storage.StoredObject;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Set;

/**
 * A login with what its owner keeps to itself.
 *
 * @param roles    fixed server roles in lower case, public not among them
 * @param modified UTC
 */
record StoredLogin(Login login, PasswordVerifier verifier, Set<String> roles, LocalDateTime modified) {
    private static final String KIND = "login";

    static final Codec<StoredLogin> CODEC = new Codec<>(KIND, KIND, StoredLogin::read, StoredLogin::stored);

    private StoredObject stored() {
        return new StoredObject(
                KIND,
                0,
                login.id(),
                login.name(),
                Map.of(
                        "sid", Sealing.base64(login.sid()),
                        "disabled", Boolean.toString(login.disabled()),
                        "defaultDatabase", login.defaultDatabase(),
                        "created", login.created().toString(),
                        "modified", modified.toString(),
                        "roles", String.join(",", roles),
                        "password", verifier.encoded()));
    }

    private static StoredLogin read(StoredObject stored) {
        Map<String, String> attributes = stored.attributes();
        Login login = new Login(
                stored.objectId(),
                stored.name(),
                Sealing.bytes(attributes.get("sid")),
                Boolean.parseBoolean(attributes.get("disabled")),
                attributes.get("defaultDatabase"),
                LocalDateTime.parse(attributes.get("created")));
        String roles = attributes.get("roles");
        return new StoredLogin(
                login,
                PasswordVerifier.decode(attributes.get("password")),
                roles.isEmpty() ? Set.of() : Set.of(roles.split(",", -1)),
                LocalDateTime.parse(attributes.get("modified")));
    }

    StoredLogin withLogin(Login changed, LocalDateTime now) {
        return new StoredLogin(changed, verifier, roles, now);
    }

    StoredLogin withVerifier(PasswordVerifier changed, LocalDateTime now) {
        return new StoredLogin(login, changed, roles, now);
    }

    StoredLogin withRoles(Set<String> changed) {
        return new StoredLogin(login, verifier, Set.copyOf(changed), modified);
    }

    @Override
    public String toString() {
        return "StoredLogin[" + login.name() + "]";
    }
}
