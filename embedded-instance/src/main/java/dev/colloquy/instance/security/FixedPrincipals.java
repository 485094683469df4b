package dev.colloquy.instance.security;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The principals that every database has; they are not stored. {@code dbo} gets its login from the database. */
final class FixedPrincipals {
    /** SQL Server shows this date for them in every database. */
    private static final LocalDateTime CREATED = LocalDateTime.of(2003, 4, 8, 9, 10, 42, 287_000_000);

    private static final byte[] NO_SID = {};
    private static final byte[] PUBLIC_SID =
            HexFormat.of().parseHex("01050000000000090400000083741B006749C04BA943C02702F2A762");
    private static final Map<Integer, String> ROLES = new TreeMap<>(Map.of(
            16384, "db_owner",
            16385, "db_accessadmin",
            16386, "db_securityadmin",
            16387, "db_ddladmin",
            16389, "db_backupoperator",
            16390, "db_datareader",
            16391, "db_datawriter",
            16392, "db_denydatareader",
            16393, "db_denydatawriter"));

    private FixedPrincipals() {}

    /** All of them, by id. */
    static List<Principal> of(int databaseId, Optional<Login> owner) {
        ArrayList<Principal> all = new ArrayList<>();
        all.add(role(databaseId, Principal.PUBLIC, "public", PUBLIC_SID));
        all.add(dbo(databaseId, owner));
        all.add(user(databaseId, Principal.GUEST, "guest", new byte[] {0}, Optional.of("guest")));
        all.add(user(databaseId, Principal.INFORMATION_SCHEMA, "INFORMATION_SCHEMA", NO_SID, Optional.empty()));
        all.add(user(databaseId, Principal.SYS, "sys", NO_SID, Optional.empty()));
        ROLES.forEach((id, name) -> all.add(role(databaseId, id, name, roleSid(id))));
        return all;
    }

    private static Principal dbo(int databaseId, Optional<Login> owner) {
        Principal dbo = user(databaseId, Principal.DBO, "dbo", NO_SID, Optional.of("dbo"));
        return owner.map(dbo::withLogin).orElse(dbo);
    }

    static Optional<Principal> withId(int databaseId, int id, Optional<Login> owner) {
        if (id == Principal.DBO) {
            return Optional.of(dbo(databaseId, owner));
        }
        return of(databaseId, owner).stream()
                .filter(principal -> principal.id() == id)
                .findFirst();
    }

    static Optional<Principal> named(int databaseId, String name, Optional<Login> owner) {
        String lower = name.toLowerCase(Locale.ROOT);
        return of(databaseId, owner).stream()
                .filter(principal -> principal.name().toLowerCase(Locale.ROOT).equals(lower))
                .findFirst();
    }

    private static Principal user(int databaseId, int id, String name, byte[] sid, Optional<String> schema) {
        return new Principal(
                databaseId, id, name, Principal.Kind.SQL_USER, Optional.empty(), sid, schema, Principal.DBO, CREATED);
    }

    private static Principal role(int databaseId, int id, String name, byte[] sid) {
        return new Principal(
                databaseId,
                id,
                name,
                Principal.Kind.ROLE,
                Optional.empty(),
                sid,
                Optional.empty(),
                Principal.DBO,
                CREATED);
    }

    /** S-1-9-4-0-0-0-id. */
    private static byte[] roleSid(int id) {
        return ByteBuffer.allocate(28)
                .put(HexFormat.of().parseHex("010500000000000904000000"))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(24, id)
                .array();
    }
}
