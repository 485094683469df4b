package dev.colloquy.instance.engine;

/**
 * What a client says at login.
 *
 * @param user            login name
 * @param password        in clear, never logged
 * @param database        empty for the login's default database
 * @param applicationName as {@code APP_NAME()} returns it
 * @param hostName        as {@code HOST_NAME()} returns it
 * @param clientAddress   the peer's IP address, or {@code local machine}
 */
public record LoginRequest(
        String user, String password, String database, String applicationName, String hostName, String clientAddress) {
    @Override
    public String toString() {
        return "LoginRequest[user=" + user + ", database=" + database + ", applicationName=" + applicationName + "]";
    }
}
