package dev.colloquy.instance.security;

import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageSession;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlErrors;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The logins of the instance. {@code sa} exists from the first start and has no usable password before it gets one. */
public final class Logins {
    /** Ids of logins that users create are greater. */
    private static final int LAST_SYSTEM_ID = 256;

    private static final int SID_BYTES = 16;
    private static final int LONGEST_NAME = 128;

    private final Storage storage;
    private final Clock clock;
    private final DatabaseOwners owners;
    private final NameIndex<StoredLogin> byName =
            new NameIndex<>(stored -> NameKey.of(0, stored.login().name()));
    private final Register<StoredLogin> logins;
    private BiConsumer<Transaction, Login> whenDropped = (transaction, login) -> {};

    Logins(Storage storage, DatabaseOwners owners, Clock clock) {
        this.storage = storage;
        this.owners = owners;
        this.clock = clock;
        this.logins = new Register<>(storage.objects(), StoredLogin.CODEC, byName);
        if (logins.withId(0, Login.SA).isEmpty()) {
            createSa();
        }
    }

    private void createSa() {
        LocalDateTime now = LocalDateTime.now(clock);
        Login sa = new Login(Login.SA, "sa", new byte[] {1}, false, "master", now);
        StoredLogin stored = new StoredLogin(sa, PasswordVerifier.ofNone(), Set.of(ServerRole.SYSADMIN.sqlName()), now);
        inOwnTransaction(transaction -> logins.put(transaction, stored));
    }

    private void inOwnTransaction(Consumer<Transaction> work) {
        try (StorageSession session = storage.openSession()) {
            Transaction transaction = session.begin();
            work.accept(transaction);
            transaction.commit();
        }
    }

    /** Tells whom to call when a login is dropped, in the transaction that drops it. */
    void onDrop(BiConsumer<Transaction, Login> action) {
        whenDropped = action;
    }

    /**
     * Sets the password of {@code sa} from the configuration. Called at start, in no transaction.
     *
     * @throws WeakPassword if it does not meet the password policy
     */
    public void setSaPassword(String password) throws WeakPassword {
        try {
            PasswordPolicy.check(password, Optional.of("sa"));
        } catch (SqlError e) {
            throw new WeakPassword(e);
        }
        StoredLogin sa = stored(Login.SA);
        if (!sa.verifier().accepts(password)) {
            StoredLogin changed = sa.withVerifier(PasswordVerifier.of(password), LocalDateTime.now(clock));
            inOwnTransaction(transaction -> logins.put(transaction, changed));
        }
    }

    public Optional<Login> named(String name) {
        return byName.named(0, name).map(StoredLogin::login);
    }

    public Optional<Login> withId(int id) {
        return logins.withId(0, id).map(StoredLogin::login);
    }

    /** All logins by id. */
    public List<Login> all() {
        return logins.all(0).stream().map(StoredLogin::login).toList();
    }

    /** True if the password is the login's; says nothing on whether the login is disabled. */
    public boolean authenticates(Login login, String password) {
        return logins.withId(0, login.id())
                .map(stored -> stored.verifier().accepts(password))
                .orElse(false);
    }

    /**
     * {@code CREATE LOGIN … WITH PASSWORD}.
     *
     * @throws SqlError 15025 if the name is taken, 15006 if it cannot be a name, 15116 to 15118 if the password is weak
     */
    public Login create(
            Transaction transaction,
            String name,
            String password,
            Optional<String> defaultDatabase,
            boolean checkPolicy) {
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf('\\') >= 0) {
            throw SecurityErrors.invalidName(name);
        }
        if (named(name).isPresent() || ServerRole.named(name).isPresent()) {
            throw SecurityErrors.loginExists(name);
        }
        if (checkPolicy) {
            PasswordPolicy.check(password, Optional.of(name));
        }
        LocalDateTime now = LocalDateTime.now(clock);
        int id = logins.nextId(0, LAST_SYSTEM_ID);
        Login login = new Login(id, name, Sealing.random(SID_BYTES), false, defaultDatabase.orElse("master"), now);
        logins.put(transaction, new StoredLogin(login, PasswordVerifier.of(password), Set.of(), now));
        return login;
    }

    /**
     * {@code ALTER LOGIN}: what is absent stays.
     *
     * @throws SqlError 15116 to 15118 if the new password is weak
     */
    public void alter(Transaction transaction, Login login, Optional<Boolean> enabled, Optional<String> password) {
        LocalDateTime now = LocalDateTime.now(clock);
        if (password.isPresent()) {
            PasswordPolicy.check(password.get(), Optional.of(login.name()));
            PasswordVerifier verifier = PasswordVerifier.of(password.get());
            change(transaction, login, stored -> stored.withVerifier(verifier, now));
        }
        if (enabled.isPresent()) {
            boolean disabled = !enabled.get();
            change(transaction, login, stored -> stored.withLogin(stored.login().withDisabled(disabled), now));
        }
    }

    private void change(Transaction transaction, Login login, UnaryOperator<StoredLogin> changed) {
        logins.put(transaction, changed.apply(stored(login.id())));
    }

    private StoredLogin stored(int id) {
        return logins.withId(0, id).orElseThrow(() -> SqlErrors.cannotFind("alter", "login", Integer.toString(id)));
    }

    /**
     * {@code DROP LOGIN}. Users of the login stay and have none any more.
     *
     * @throws SqlError 15174 if the login owns a database, 15150 if it is {@code sa}
     */
    public void drop(Transaction transaction, Login login) {
        if (login.id() == Login.SA) {
            throw SecurityErrors.cannotDrop("login", login.name());
        }
        if (owners.ownsSomething(login)) {
            throw SecurityErrors.loginOwnsDatabase(login.name());
        }
        StoredLogin stored = stored(login.id());
        whenDropped.accept(transaction, login);
        logins.remove(transaction, stored);
    }

    /** True if the login is in the fixed server role; every login is in {@code public}. */
    public boolean isMember(Login login, String serverRole) {
        return ServerRole.named(serverRole).map(role -> isMember(login, role)).orElse(false);
    }

    boolean isMember(Login login, ServerRole role) {
        return role == ServerRole.PUBLIC
                || logins.withId(0, login.id())
                        .map(stored -> stored.roles().contains(role.sqlName()))
                        .orElse(false);
    }

    /** True for members of {@code sysadmin}, who may do everything. */
    public boolean isSysadmin(Login login) {
        return isMember(login, ServerRole.SYSADMIN);
    }

    /** The last change of a login, UTC. */
    public LocalDateTime modified(Login login) {
        return logins.withId(0, login.id()).map(StoredLogin::modified).orElse(login.created());
    }

    /**
     * {@code ALTER SERVER ROLE … ADD MEMBER}.
     *
     * @throws SqlError 15151 if there is no such role, 15081 if it is public
     */
    public void addMember(Transaction transaction, String serverRole, Login login) {
        String role = memberRole(serverRole);
        change(transaction, login, stored -> {
            Set<String> roles = new TreeSet<>(stored.roles());
            roles.add(role);
            return stored.withRoles(roles);
        });
    }

    /**
     * {@code ALTER SERVER ROLE … DROP MEMBER}.
     *
     * @throws SqlError 15151 if there is no such role, 15081 if it is public, 15405 if sa is to leave sysadmin
     */
    public void removeMember(Transaction transaction, String serverRole, Login login) {
        String role = memberRole(serverRole);
        if (login.id() == Login.SA) {
            throw SecurityErrors.specialPrincipal(login.name());
        }
        change(transaction, login, stored -> {
            Set<String> roles = new TreeSet<>(stored.roles());
            roles.remove(role);
            return stored.withRoles(roles);
        });
    }

    private static String memberRole(String name) {
        ServerRole role = ServerRole.named(name).orElseThrow(() -> SqlErrors.cannotFind("alter", "server role", name));
        if (role == ServerRole.PUBLIC) {
            throw SecurityErrors.publicMembership();
        }
        return role.sqlName();
    }
}
