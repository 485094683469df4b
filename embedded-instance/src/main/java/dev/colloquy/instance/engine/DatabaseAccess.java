package dev.colloquy.instance.engine;

import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.types.SqlError;
import java.util.Optional;

/** The databases that a session may work in. */
final class DatabaseAccess {
    private DatabaseAccess() {}

    /**
     * The database of a name.
     *
     * @throws SqlError 911 if there is none, 916 if the session's login has no user in it
     */
    static Database open(EngineSession session, String name) {
        Database wanted = session.instance()
                .storage()
                .databases()
                .named(name)
                .orElseThrow(() -> new SqlError(
                        911,
                        16,
                        1,
                        "Database '" + name + "' does not exist. Make sure that the name is entered correctly."));
        Optional<Principal> user = session.instance().security().principals().userOf(wanted.id(), session.login());
        Principal impersonated = session.impersonated();
        if (user.isEmpty() || (impersonated != null && impersonated.databaseId() != wanted.id())) {
            throw Authorization.noAccess(session.login().name(), wanted.name());
        }
        return wanted;
    }
}
