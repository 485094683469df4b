package dev.colloquy.instance.security;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The fixed server roles with their principal_id. */
public enum ServerRole {
    PUBLIC(2),
    SYSADMIN(3),
    SECURITYADMIN(4),
    SERVERADMIN(5),
    SETUPADMIN(6),
    PROCESSADMIN(7),
    DISKADMIN(8),
    DBCREATOR(9),
    BULKADMIN(10);

    private final int id;

    ServerRole(int id) {
        this.id = id;
    }

    public int id() {
        return id;
    }

    /** The name in lower case, as SQL Server shows it. */
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds a role by its name in any letter case. */
    public static Optional<ServerRole> named(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(role -> role.name().equals(upper)).findFirst();
    }
}
