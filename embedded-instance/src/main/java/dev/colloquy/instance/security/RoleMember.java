package dev.colloquy.instance.security;

/** A row of {@code sys.database_role_members} or {@code sys.server_role_members}. */
public record RoleMember(int roleId, int memberId) {}
