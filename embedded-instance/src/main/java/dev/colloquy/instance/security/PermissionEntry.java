package dev.colloquy.instance.security;

/**
 * One granted or denied permission: a row of {@code sys.database_permissions} or {@code sys.server_permissions}.
 *
 * @param granteeId  principal of the securable's database, or login for a securable of the server
 * @param grantorId  likewise
 * @param permission in upper case with single blanks
 */
public record PermissionEntry(
        int id, Securable securable, int granteeId, int grantorId, String permission, State state) {
    /** What was said about the permission. */
    public enum State {
        GRANT("G"),
        GRANT_WITH_GRANT_OPTION("W"),
        DENY("D");

        private final String code;

        State(String code) {
            this.code = code;
        }

        /** The letter that the catalog views show. */
        public String code() {
            return code;
        }
    }

    public boolean isDenied() {
        return state == State.DENY;
    }
}
