package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Transaction;
import java.util.Optional;

/**
 * In which database a view is read and by whom.
 *
 * @param transaction the reader's, in which rows of the store are read
 * @param user as whom the login acts in the database, by EXECUTE AS for example; empty for its own user there
 */
public record ViewScope(
        Database database, Transaction transaction, Login login, Optional<Principal> user, ViewDemand demand) {
    /** A reader of everything that acts as the own user of the login. */
    public ViewScope(Database database, Transaction transaction, Login login) {
        this(database, transaction, login, Optional.empty(), ViewDemand.EVERYTHING);
    }

    int databaseId() {
        return database.id();
    }
}
