package dev.colloquy.instance.security;

import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StoredObject;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlErrors;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The users and roles of every database. */
public final class Principals {
    private static final String KIND = "principal";
    /** Beginning of the SID of a user without login, S-1-9-3-…. */
    private static final byte[] WITHOUT_LOGIN = HexFormat.of().parseHex("010500000000000903000000");

    private static final int LONGEST_NAME = 128;

    private final Logins logins;
    private final DatabaseOwners owners;
    private final Memberships memberships;
    private final Permissions permissions;
    private final Clock clock;
    private final NameIndex<Principal> byName =
            new NameIndex<>(principal -> NameKey.of(principal.databaseId(), principal.name()));
    private final Register<Principal> principals;

    Principals(
            Storage storage,
            Logins logins,
            DatabaseOwners owners,
            Memberships memberships,
            Permissions permissions,
            Clock clock) {
        this.logins = logins;
        this.owners = owners;
        this.memberships = memberships;
        this.permissions = permissions;
        this.clock = clock;
        this.principals =
                new Register<>(storage.objects(), new Codec<>(KIND, KIND, Principals::read, Principals::write), byName);
    }

    /** Finds a user or role by name, without regard to case. */
    public Optional<Principal> named(int databaseId, String name) {
        return byName.named(databaseId, name).or(() -> FixedPrincipals.named(databaseId, name, owner(databaseId)));
    }

    public Optional<Principal> withId(int databaseId, int id) {
        return principals.withId(databaseId, id).or(() -> FixedPrincipals.withId(databaseId, id, owner(databaseId)));
    }

    /** All users and roles of a database by id, the fixed ones among them. */
    public List<Principal> all(int databaseId) {
        return Stream.concat(
                        FixedPrincipals.of(databaseId, owner(databaseId)).stream(), principals.all(databaseId).stream())
                .sorted(Comparator.comparingInt(Principal::id))
                .toList();
    }

    private Optional<Login> owner(int databaseId) {
        return logins.withId(owners.ownerOf(databaseId));
    }

    /** The login that owns a database and is its dbo. */
    public Optional<Login> ownerOf(int databaseId) {
        return owner(databaseId);
    }

    /** {@code ALTER AUTHORIZATION ON DATABASE}: makes another login dbo. */
    public void setOwner(Transaction transaction, int databaseId, Login login) {
        owners.set(transaction, databaseId, login);
    }

    /**
     * The user as whom a login acts in a database: dbo for members of sysadmin and the owner of the database, else the
     * user mapped to the login, else guest where guest may connect (master, tempdb, msdb).
     *
     * @return empty if the login has no access (916)
     */
    public Optional<Principal> userOf(int databaseId, Login login) {
        if (logins.isSysadmin(login) || owners.ownerOf(databaseId) == login.id()) {
            return withId(databaseId, Principal.DBO);
        }
        return mapped(databaseId, login)
                .or(() -> withId(databaseId, Principal.GUEST))
                .filter(user -> permissions.allows(user, "CONNECT", Securable.database(databaseId), Principal.DBO));
    }

    private Optional<Principal> mapped(int databaseId, Login login) {
        return principals.all(databaseId).stream()
                .filter(principal ->
                        principal.loginId().isPresent() && principal.loginId().get() == login.id())
                .findFirst();
    }

    /**
     * {@code CREATE USER}; the user gets CONNECT.
     *
     * @param login absent for {@code WITHOUT LOGIN}
     * @throws dev.colloquy.instance.types.SqlError 15023 if the name is taken, 15063 if the login has a user here
     */
    public Principal createUser(
            Transaction transaction,
            int databaseId,
            String name,
            Optional<Login> login,
            Optional<String> defaultSchema) {
        checkName(databaseId, name);
        if (login.isPresent()
                && (mapped(databaseId, login.get()).isPresent()
                        || owners.ownerOf(databaseId) == login.get().id())) {
            throw SecurityErrors.loginHasUser();
        }
        Principal user = new Principal(
                databaseId,
                principals.nextId(databaseId, Principal.SYS),
                name,
                Principal.Kind.SQL_USER,
                login.map(Login::id),
                login.map(Login::sid).orElseGet(Principals::sidWithoutLogin),
                Optional.of(defaultSchema.orElse("dbo")),
                Principal.DBO,
                LocalDateTime.now(clock));
        principals.put(transaction, user);
        permissions.grant(transaction, "CONNECT", Securable.database(databaseId), user);
        return user;
    }

    /**
     * {@code CREATE ROLE}.
     *
     * @param ownerId absent for dbo
     * @throws dev.colloquy.instance.types.SqlError 15023 if the name is taken
     */
    public Principal createRole(Transaction transaction, int databaseId, String name, Optional<Integer> ownerId) {
        checkName(databaseId, name);
        Principal role = new Principal(
                databaseId,
                principals.nextId(databaseId, Principal.SYS),
                name,
                Principal.Kind.ROLE,
                Optional.empty(),
                sidWithoutLogin(),
                Optional.empty(),
                ownerId.orElse(Principal.DBO),
                LocalDateTime.now(clock));
        principals.put(transaction, role);
        return role;
    }

    private void checkName(int databaseId, String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('\\') >= 0) {
            throw SecurityErrors.invalidName(name);
        }
        if (named(databaseId, name).isPresent()) {
            throw SecurityErrors.userExists(name);
        }
    }

    private static byte[] sidWithoutLogin() {
        byte[] sid = Arrays.copyOf(WITHOUT_LOGIN, WITHOUT_LOGIN.length + 16);
        System.arraycopy(Sealing.random(16), 0, sid, WITHOUT_LOGIN.length, 16);
        return sid;
    }

    /**
     * {@code DROP USER}, {@code DROP ROLE}. That the principal owns no object is for the caller to check; permissions
     * and memberships of the principal go with it.
     *
     * @throws dev.colloquy.instance.types.SqlError 15150 if it is fixed, 15144 if it is a role with members, 15138 if
     *     it owns a role
     */
    public void drop(Transaction transaction, Principal principal) {
        int databaseId = principal.databaseId();
        if (principal.isFixed()) {
            throw SecurityErrors.cannotDrop(principal.isRole() ? "role" : "user", principal.name());
        }
        if (principal.isRole() && memberships.hasMembers(databaseId, principal.id())) {
            throw SecurityErrors.roleHasMembers();
        }
        if (principals.all(databaseId).stream().anyMatch(role -> role.isRole() && role.ownerId() == principal.id())) {
            throw SecurityErrors.ownsSomething("database role");
        }
        memberships.forgetMember(transaction, databaseId, principal.id());
        permissions.forgetGrantee(transaction, databaseId, principal.id());
        principals.remove(transaction, principal);
    }

    /**
     * {@code ALTER ROLE … ADD MEMBER}.
     *
     * @throws dev.colloquy.instance.types.SqlError 15081 if the role is public, 15405 if the member is fixed, 15413 if
     *     the role would become a member of itself, 15151 if the role is none
     */
    public void addMember(Transaction transaction, Principal role, Principal member) {
        checkRole(role);
        if (member.isFixed() && member.id() != Principal.GUEST) {
            throw SecurityErrors.specialPrincipal(member.name());
        }
        if (memberships.identitiesOf(role.databaseId(), role.id()).contains(member.id())) {
            throw SecurityErrors.circularMembership();
        }
        memberships.add(transaction, role.databaseId(), role.id(), member.id());
    }

    /**
     * {@code ALTER ROLE … DROP MEMBER}.
     *
     * @throws dev.colloquy.instance.types.SqlError 15151 if the member is not in the role, 15081 if the role is public
     */
    public void removeMember(Transaction transaction, Principal role, Principal member) {
        checkRole(role);
        if (!memberships.remove(transaction, role.databaseId(), role.id(), member.id())) {
            throw SqlErrors.cannotFind("drop", "member", member.name());
        }
    }

    private static void checkRole(Principal role) {
        if (!role.isRole()) {
            throw SqlErrors.cannotFind("alter", "role", role.name());
        }
        if (role.id() == Principal.PUBLIC) {
            throw SecurityErrors.publicMembership();
        }
    }

    /** True if the principal is in the role, directly or through other roles; dbo is in db_owner. */
    public boolean isMember(Principal member, String roleName) {
        return named(member.databaseId(), roleName)
                .filter(Principal::isRole)
                .map(role -> (role.id() == Principal.DB_OWNER && member.id() == Principal.DBO)
                        || memberships
                                .identitiesOf(member.databaseId(), member.id())
                                .contains(role.id()))
                .orElse(false);
    }

    /** Every membership in a database, for {@code sys.database_role_members}. */
    public List<RoleMember> members(int databaseId) {
        Stream<RoleMember> dbo = Stream.of(new RoleMember(Principal.DB_OWNER, Principal.DBO));
        return Stream.concat(
                        dbo,
                        memberships.all(databaseId).stream()
                                .map(membership -> new RoleMember(membership.roleId(), membership.memberId())))
                .toList();
    }

    /** Takes the login away from the users that are mapped to it, in every database. */
    void orphan(Transaction transaction, Login login) {
        for (Principal user : principals.all()) {
            if (user.loginId().isPresent() && user.loginId().get() == login.id()) {
                principals.put(transaction, user.withoutLogin());
            }
        }
    }

    void forget(Transaction transaction, int databaseId) {
        principals.forget(transaction, databaseId);
    }

    private static StoredObject write(Principal principal) {
        Map<String, String> attributes = new HashMap<>();
        attributes.put("kind", principal.kind().name());
        attributes.put("sid", Sealing.base64(principal.sid()));
        attributes.put("owner", Integer.toString(principal.ownerId()));
        attributes.put("created", principal.created().toString());
        principal.loginId().ifPresent(id -> attributes.put("login", Integer.toString(id)));
        principal.defaultSchema().ifPresent(schema -> attributes.put("defaultSchema", schema));
        return new StoredObject(KIND, principal.databaseId(), principal.id(), principal.name(), attributes);
    }

    private static Principal read(StoredObject stored) {
        Map<String, String> attributes = stored.attributes();
        return new Principal(
                stored.databaseId(),
                stored.objectId(),
                stored.name(),
                Principal.Kind.valueOf(attributes.get("kind")),
                Optional.ofNullable(attributes.get("login")).map(Integer::valueOf),
                Sealing.bytes(attributes.get("sid")),
                Optional.ofNullable(attributes.get("defaultSchema")),
                Integer.parseInt(attributes.get("owner")),
                LocalDateTime.parse(attributes.get("created")));
    }
}
