package dev.colloquy.instance.security;

import java.time.LocalDateTime;
import java.util.Optional;

/**
 * A user or role of a database, as {@code sys.database_principals} shows it.
 *
 * @param id            principal_id; the constants name the fixed ones
 * @param loginId       the login behind a user; absent for roles and for users without login
 * @param sid           security identifier, empty where SQL Server shows NULL
 * @param defaultSchema absent for roles
 * @param ownerId       principal that owns a role; {@link #DBO} for users
 * @param created       UTC
 */
public record Principal(
        int databaseId,
        int id,
        String name,
        Kind kind,
        Optional<Integer> loginId,
        byte[] sid,
        Optional<String> defaultSchema,
        int ownerId,
        LocalDateTime created) {
    public static final int PUBLIC = 0;
    public static final int DBO = 1;
    public static final int GUEST = 2;
    public static final int INFORMATION_SCHEMA = 3;
    public static final int SYS = 4;
    /** The lowest id of the fixed database roles, that of {@code db_owner}. */
    public static final int DB_OWNER = 16384;

    /** What sort of principal it is. */
    public enum Kind {
        SQL_USER,
        ROLE
    }

    public boolean isRole() {
        return kind == Kind.ROLE;
    }

    /** True for public, dbo, guest, INFORMATION_SCHEMA, sys and the fixed roles. */
    public boolean isFixed() {
        return id <= SYS || id >= DB_OWNER;
    }

    /** True for db_owner and the other roles that every database has, public not among them. */
    public boolean isFixedRole() {
        return id >= DB_OWNER;
    }

    Principal withoutLogin() {
        return new Principal(databaseId, id, name, kind, Optional.empty(), sid, defaultSchema, ownerId, created);
    }

    Principal withLogin(Login login) {
        return new Principal(
                databaseId, id, name, kind, Optional.of(login.id()), login.sid(), defaultSchema, ownerId, created);
    }
}
