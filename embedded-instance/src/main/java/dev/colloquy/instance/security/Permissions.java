package dev.colloquy.instance.security;

import dev.colloquy.instance.storage.ObjectStore;
import dev.colloquy.instance.storage.StoredObject;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlInfo;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What principals and logins are granted and denied, and the check whether they may do something.
 *
 * <p>The owner of a securable and dbo may do everything with it. Otherwise a DENY, to the principal or one of its roles,
 * on the securable or on what holds it, wins over every GRANT.
 */
public final class Permissions {
    private static final String KIND = "permission";

    private final Logins logins;
    private final Memberships memberships;
    private final Map<Securable, List<PermissionEntry>> bySecurable = new ConcurrentHashMap<>();
    private final Register<PermissionEntry> entries;

    Permissions(ObjectStore store, Logins logins, Memberships memberships) {
        this.logins = logins;
        this.memberships = memberships;
        this.entries = new Register<>(
                store, new Codec<>(KIND, KIND, Permissions::read, Permissions::write), new BySecurable());
    }

    private final class BySecurable implements Register.Index<PermissionEntry> {
        @Override
        public void added(PermissionEntry entry) {
            bySecurable.merge(
                    entry.securable(),
                    List.of(entry),
                    (former, more) ->
                            Stream.concat(former.stream(), more.stream()).toList());
        }

        @Override
        public void removed(PermissionEntry entry) {
            bySecurable.computeIfPresent(entry.securable(), (securable, former) -> without(former, entry));
        }

        @Override
        public void replaced(PermissionEntry former, PermissionEntry entry) {
            bySecurable.computeIfPresent(
                    entry.securable(),
                    (securable, all) -> all.stream()
                            .map(other -> other.id() == entry.id() ? entry : other)
                            .toList());
        }
    }

    private static List<PermissionEntry> without(List<PermissionEntry> former, PermissionEntry entry) {
        List<PermissionEntry> rest =
                former.stream().filter(other -> other.id() != entry.id()).toList();
        return rest.isEmpty() ? null : rest;
    }

    /**
     * {@code GRANT} without grant option by dbo.
     *
     * @return 4624 as information if the grantee is dbo or another principal whose permissions cannot change; nothing
     *     was done then
     * @throws SqlError 4617 if the grantee is a fixed role, 4627 if it is a role that is to CONNECT to the database
     */
    public Optional<SqlInfo> grant(Transaction transaction, String permission, Securable securable, Principal grantee) {
        return grant(transaction, permission, securable, grantee, Principal.DBO, false);
    }

    /** {@code GRANT … [WITH GRANT OPTION]}; see the shorter form. */
    public Optional<SqlInfo> grant(
            Transaction transaction,
            String permission,
            Securable securable,
            Principal grantee,
            int grantorId,
            boolean withGrantOption) {
        PermissionEntry.State state =
                withGrantOption ? PermissionEntry.State.GRANT_WITH_GRANT_OPTION : PermissionEntry.State.GRANT;
        return change(
                permission,
                securable,
                grantee,
                () -> put(transaction, permission, securable, grantee.id(), grantorId, state));
    }

    /** {@code DENY}; results and errors as of GRANT. */
    public Optional<SqlInfo> deny(Transaction transaction, String permission, Securable securable, Principal grantee) {
        return change(
                permission,
                securable,
                grantee,
                () -> put(transaction, permission, securable, grantee.id(), Principal.DBO, PermissionEntry.State.DENY));
    }

    /** {@code REVOKE}: takes back a GRANT or a DENY; results and errors as of GRANT. */
    public Optional<SqlInfo> revoke(
            Transaction transaction, String permission, Securable securable, Principal grantee) {
        return change(
                permission,
                securable,
                grantee,
                () -> find(securable, grantee.id(), permission).ifPresent(entry -> entries.remove(transaction, entry)));
    }

    /** {@code GRANT} on a securable of the server. Granting to {@code sa} does nothing and returns 4624. */
    public Optional<SqlInfo> grant(Transaction transaction, String permission, Securable securable, Login grantee) {
        return change(
                grantee,
                () -> put(transaction, permission, securable, grantee.id(), Login.SA, PermissionEntry.State.GRANT));
    }

    /** {@code DENY} on a securable of the server. */
    public Optional<SqlInfo> deny(Transaction transaction, String permission, Securable securable, Login grantee) {
        return change(
                grantee,
                () -> put(transaction, permission, securable, grantee.id(), Login.SA, PermissionEntry.State.DENY));
    }

    /** {@code REVOKE} on a securable of the server. */
    public Optional<SqlInfo> revoke(Transaction transaction, String permission, Securable securable, Login grantee) {
        return change(
                grantee,
                () -> find(securable, grantee.id(), permission).ifPresent(entry -> entries.remove(transaction, entry)));
    }

    /** {@code GRANT … TO public} on a securable of the server, {@code REVOKE} when not granted. */
    public void setPublic(Transaction transaction, String permission, Securable securable, boolean granted) {
        if (granted) {
            int role = ServerRole.PUBLIC.id();
            put(transaction, permission, securable, role, Login.SA, PermissionEntry.State.GRANT);
        } else {
            find(securable, ServerRole.PUBLIC.id(), permission).ifPresent(entry -> entries.remove(transaction, entry));
        }
    }

    /** The entry that every database has from its start. */
    void grantConnectToDbo(Transaction transaction, int databaseId) {
        Securable database = Securable.database(databaseId);
        put(transaction, "CONNECT", database, Principal.DBO, Principal.DBO, PermissionEntry.State.GRANT);
    }

    private static Optional<SqlInfo> change(
            String permission, Securable securable, Principal grantee, Runnable action) {
        if (grantee.isFixedRole()) {
            throw SecurityErrors.specialRole();
        }
        if (grantee.isRole()
                && permission.equals("CONNECT")
                && securable.securableClass().equals(Securable.DATABASE)) {
            throw SecurityErrors.connectToRole();
        }
        if (grantee.id() == Principal.DBO
                || grantee.id() == Principal.SYS
                || grantee.id() == Principal.INFORMATION_SCHEMA) {
            return Optional.of(SecurityErrors.unchangeableGrantee());
        }
        action.run();
        return Optional.empty();
    }

    private static Optional<SqlInfo> change(Login grantee, Runnable action) {
        if (grantee.id() == Login.SA) {
            return Optional.of(SecurityErrors.unchangeableGrantee());
        }
        action.run();
        return Optional.empty();
    }

    private void put(
            Transaction transaction,
            String permission,
            Securable securable,
            int granteeId,
            int grantorId,
            PermissionEntry.State state) {
        int id = find(securable, granteeId, permission)
                .map(PermissionEntry::id)
                .orElseGet(() -> entries.nextId(securable.databaseId(), 0));
        entries.put(transaction, new PermissionEntry(id, securable, granteeId, grantorId, permission, state));
    }

    private Optional<PermissionEntry> find(Securable securable, int granteeId, String permission) {
        return on(securable).stream()
                .filter(entry ->
                        entry.granteeId() == granteeId && entry.permission().equals(permission))
                .findFirst();
    }

    /**
     * Whether a principal of the securable's database may do something.
     *
     * @param permission in upper case with single blanks
     * @param ownerId    the principal that owns the securable
     */
    public boolean allows(Principal principal, String permission, Securable securable, int ownerId) {
        return allows(principal, permission, securable, Optional.empty(), ownerId);
    }

    /** The same for an object in a schema, whose permissions the object inherits. */
    public boolean allows(Principal principal, String permission, Securable securable, int schemaId, int ownerId) {
        Securable schema = Securable.schema(securable.databaseId(), schemaId);
        return allows(principal, permission, securable, Optional.of(schema), ownerId);
    }

    private boolean allows(
            Principal principal, String permission, Securable securable, Optional<Securable> schema, int ownerId) {
        if (principal.id() == Principal.DBO || principal.id() == ownerId) {
            return true;
        }
        Set<Integer> identities = memberships.identitiesOf(principal.databaseId(), principal.id());
        if (identities.contains(ownerId)) {
            return true;
        }
        PermissionHierarchy.Covering covering = PermissionHierarchy.covering(permission, securable);
        Verdict verdict = new Verdict(identities);
        verdict.weigh(on(securable), covering.onSecurable());
        schema.ifPresent(holder -> verdict.weigh(on(holder), covering.onSchema()));
        verdict.weigh(on(Securable.database(securable.databaseId())), covering.onTop());
        for (int id : identities) {
            if (id >= Principal.DB_OWNER) {
                verdict.weighRole(
                        PermissionHierarchy.grantedTo(id), PermissionHierarchy.deniedTo(id), covering.onTop());
            }
        }
        return verdict.allows();
    }

    /** Whether a login may do something with a securable of the server; members of sysadmin always may. */
    public boolean allows(Login login, String permission, Securable securable) {
        if (logins.isSysadmin(login)) {
            return true;
        }
        Set<Integer> identities = identitiesOf(login);
        PermissionHierarchy.Covering covering = PermissionHierarchy.covering(permission, securable);
        Verdict verdict = new Verdict(identities);
        verdict.weigh(on(securable), covering.onSecurable());
        verdict.weigh(on(Securable.server()), covering.onTop());
        for (ServerRole role : ServerRole.values()) {
            if (identities.contains(role.id())) {
                verdict.weighRole(PermissionHierarchy.grantedToServerRole(role), Set.of(), covering.onTop());
            }
        }
        return verdict.allows();
    }

    /** The same for a securable that a login owns, such as an endpoint. */
    public boolean allows(Login login, String permission, Securable securable, int ownerLoginId) {
        return login.id() == ownerLoginId || allows(login, permission, securable);
    }

    private Set<Integer> identitiesOf(Login login) {
        Set<Integer> identities = new HashSet<>();
        identities.add(login.id());
        for (ServerRole role : ServerRole.values()) {
            if (logins.isMember(login, role)) {
                identities.add(role.id());
            }
        }
        return identities;
    }

    /** Collects what speaks for and against. */
    private static final class Verdict {
        private final Set<Integer> identities;
        private boolean granted;
        private boolean denied;

        Verdict(Set<Integer> identities) {
            this.identities = identities;
        }

        void weigh(List<PermissionEntry> entries, Set<String> sufficient) {
            for (PermissionEntry entry : entries) {
                if (identities.contains(entry.granteeId()) && sufficient.contains(entry.permission())) {
                    granted |= !entry.isDenied();
                    denied |= entry.isDenied();
                }
            }
        }

        void weighRole(Set<String> grants, Set<String> denials, Set<String> sufficient) {
            granted |= !Collections.disjoint(grants, sufficient);
            denied |= !Collections.disjoint(denials, sufficient);
        }

        boolean allows() {
            return granted && !denied;
        }
    }

    private List<PermissionEntry> on(Securable securable) {
        return bySecurable.getOrDefault(securable, List.of());
    }

    /** Whether anything at all is granted to the principal on the securable, for the visibility of catalog rows. */
    public boolean hasAny(Principal principal, Securable securable) {
        Set<Integer> identities = memberships.identitiesOf(principal.databaseId(), principal.id());
        return on(securable).stream().anyMatch(entry -> !entry.isDenied() && identities.contains(entry.granteeId()));
    }

    /** Every entry of a database by id; 0 for the server. */
    public List<PermissionEntry> all(int databaseId) {
        return entries.all(databaseId);
    }

    /** Removes what is said about a securable that is dropped. */
    public void forget(Transaction transaction, Securable securable) {
        for (PermissionEntry entry : on(securable)) {
            entries.remove(transaction, entry);
        }
    }

    /** Removes what is said to a principal or, in database 0, a login that is dropped. */
    void forgetGrantee(Transaction transaction, int databaseId, int granteeId) {
        for (PermissionEntry entry : entries.all(databaseId)) {
            if (entry.granteeId() == granteeId) {
                entries.remove(transaction, entry);
            }
        }
    }

    void forgetDatabase(Transaction transaction, int databaseId) {
        entries.forget(transaction, databaseId);
    }

    private static StoredObject write(PermissionEntry entry) {
        Securable securable = entry.securable();
        return new StoredObject(
                KIND,
                securable.databaseId(),
                entry.id(),
                entry.permission(),
                Map.of(
                        "class", securable.securableClass(),
                        "major", Integer.toString(securable.majorId()),
                        "grantee", Integer.toString(entry.granteeId()),
                        "grantor", Integer.toString(entry.grantorId()),
                        "state", entry.state().name()));
    }

    private static PermissionEntry read(StoredObject stored) {
        Map<String, String> attributes = stored.attributes();
        return new PermissionEntry(
                stored.objectId(),
                new Securable(attributes.get("class"), stored.databaseId(), Integer.parseInt(attributes.get("major"))),
                Integer.parseInt(attributes.get("grantee")),
                Integer.parseInt(attributes.get("grantor")),
                stored.name(),
                PermissionEntry.State.valueOf(attributes.get("state")));
    }
}
