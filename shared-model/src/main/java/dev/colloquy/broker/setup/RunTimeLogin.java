package dev.colloquy.broker.setup;

import java.util.Objects;

/**
 * The login that does a service's run-time work; it gets EXECUTE on the service's procedures and nothing else.
 *
 * @param name login and database user
 * @param password its password
 * @param generated whether the password was made for this process only; then set-up gives it to a login that exists
 */
public record RunTimeLogin(String name, String password, boolean generated) {
    /** Refuses null. */
    public RunTimeLogin {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(password, "password");
    }

    @Override
    public String toString() {
        return name;
    }
}
