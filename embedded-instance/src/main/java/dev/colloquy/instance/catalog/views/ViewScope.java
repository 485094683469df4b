package dev.colloquy.instance.catalog.views;

import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Transaction;

/**
 * In which database a view is read and by whom.
 *
 * @param transaction the reader's, in which rows of the store are read
 */
public record ViewScope(Database database, Transaction transaction, Login login) {
    int databaseId() {
        return database.id();
    }
}
