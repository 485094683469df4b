package dev.colloquy.instance.security;

import java.time.LocalDateTime;

/**
 * A SQL Server login, as {@code sys.server_principals} shows it.
 *
 * @param id              principal_id; {@code sa} has 1
 * @param sid             security identifier: 0x01 for {@code sa}, otherwise 16 bytes
 * @param defaultDatabase where its sessions begin
 * @param created         UTC
 */
public record Login(int id, String name, byte[] sid, boolean disabled, String defaultDatabase, LocalDateTime created) {
    /** principal_id of {@code sa}. */
    public static final int SA = 1;

    Login withDisabled(boolean now) {
        return new Login(id, name, sid, now, defaultDatabase, created);
    }
}
