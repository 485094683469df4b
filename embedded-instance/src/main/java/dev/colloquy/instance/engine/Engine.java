package dev.colloquy.instance.engine;

import dev.colloquy.instance.broker.Broker;
import dev.colloquy.instance.catalog.views.SystemViews;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Security;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.types.SqlError;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The engine of an instance: opens sessions and keeps them until they are closed. Safe for use by many threads.
 *
 * <p>Closing it cancels what runs and rolls back what is open; the rooms it was given are closed by their owner.
 */
public final class Engine implements Sessions, AutoCloseable {
    private final OpenSessions open = new OpenSessions();
    private final EngineParts parts;
    private final Instance instance;

    /**
     * Wires the engine over the rooms below it and prepares databases that are new to them.
     *
     * @param serverName    as {@code @@SERVERNAME} shows it
     * @param dataDirectory where relative names of certificate files lead
     */
    public Engine(
            String serverName, Storage storage, Security security, Broker broker, Path dataDirectory, Clock clock) {
        this.parts = new EngineParts(storage, security, broker, dataDirectory);
        this.instance = parts.instance(serverName, clock, open);
        parts.prepareDatabases();
        parts.views().sessionsFrom(open::rows);
        parts.views().parametersFrom(instance.procedurePrograms()::parametersOf);
    }

    /** The system views, to which other rooms report what they know. */
    public SystemViews systemViews() {
        return parts.views();
    }

    @Override
    public String serverName() {
        return instance.serverName();
    }

    @Override
    public Session logIn(LoginRequest request) throws LoginRefused {
        Login login = authenticate(request);
        Database database = database(request, login);
        try {
            return open.add(database, spid -> new EngineSession(instance, spid, request, login, database))
                    .orElseThrow(() -> refused(new SqlError(
                            17809,
                            20,
                            1,
                            "Could not connect because the maximum number of '" + OpenSessions.MAX_SESSIONS
                                    + "' user connections has already been reached, or because the instance is"
                                    + " closing.")));
        } catch (SqlError taken) {
            throw refused(cannotOpen(database.name()), loginFailed(request.user()));
        }
    }

    private static SqlError cannotOpen(String database) {
        return new SqlError(
                4060, 11, 1, "Cannot open database \"" + database + "\" requested by the login. The login failed.");
    }

    private Login authenticate(LoginRequest request) throws LoginRefused {
        Optional<Login> login = instance.security().logins().named(request.user());
        if (login.isEmpty() || !instance.security().logins().authenticates(login.get(), request.password())) {
            throw refused(loginFailed(request.user()));
        }
        if (login.get().disabled()) {
            throw refused(new SqlError(
                    18470, 14, 1, "Login failed for user '" + request.user() + "'. Reason: The account is disabled."));
        }
        return login.get();
    }

    private Database database(LoginRequest request, Login login) throws LoginRefused {
        boolean own = request.database().isEmpty();
        String name = own ? login.defaultDatabase() : request.database();
        Optional<Database> database = instance.storage()
                .databases()
                .named(name)
                .filter(d ->
                        instance.security().principals().userOf(d.id(), login).isPresent());
        if (database.isPresent()) {
            return database.get();
        }
        SqlError cannotOpen =
                own ? new SqlError(4064, 11, 1, "Cannot open user default database. Login failed.") : cannotOpen(name);
        throw refused(cannotOpen, loginFailed(request.user()));
    }

    private static SqlError loginFailed(String user) {
        return new SqlError(18456, 14, 1, "Login failed for user '" + user + "'.");
    }

    private static LoginRefused refused(SqlError... errors) {
        return new LoginRefused(List.of(errors).stream().map(e -> e.at(1, "")).toList());
    }

    /** Cancels what runs, rolls back every session and refuses new ones. */
    @Override
    public void close() {
        open.closeAll();
    }
}
