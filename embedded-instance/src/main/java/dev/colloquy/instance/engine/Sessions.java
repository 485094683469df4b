package dev.colloquy.instance.engine;

/** Opens sessions for clients. Implemented by the engine; the wire protocol knows nothing else of it. */
public interface Sessions {

    /**
     * Authenticates a client and opens its session.
     *
     * @throws LoginRefused when the login, its password or its database is not accepted
     */
    Session logIn(LoginRequest request) throws LoginRefused;

    /** The name that ERROR and INFO tokens and {@code @@SERVERNAME} carry. */
    String serverName();
}
