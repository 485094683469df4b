package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.catalog.ColumnDefinition;
import dev.colloquy.instance.storage.Storage;
import dev.colloquy.instance.storage.StorageErrors;
import dev.colloquy.instance.storage.Transaction;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The counter of an identity column. It belongs to no transaction. */
record IdentityCounter(Storage storage, StoredTable table, ColumnDefinition column) {
    private static final String NEXT =
            "SELECT identity_base FROM INFORMATION_SCHEMA.columns" + " WHERE table_name = ?1 AND column_name = ?2";

    /** The value that the next row gets. */
    long next(Transaction transaction) {
        try {
            PreparedStatement query = transaction.prepare(NEXT);
            query.setString(1, table.definition().storageName());
            query.setString(2, column.storageName());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next()
                        ? rows.getLong(1)
                        : column.identity().orElseThrow().seed();
            }
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
    }

    void restart(long value) {
        storage.define("ALTER TABLE " + table.sql() + " ALTER COLUMN " + Storage.quote(column.storageName())
                + " RESTART WITH " + value);
    }

    /** Goes on above the greatest value in the table, if it was written by hand. */
    void goOnAbove(Transaction transaction) {
        String name = Storage.quote(column.storageName());
        long increment = column.identity().orElseThrow().increment();
        try (ResultSet rows = transaction
                .prepare("SELECT " + (increment > 0 ? "MAX(" : "MIN(") + name + ") FROM " + table.sql())
                .executeQuery()) {
            if (!rows.next() || rows.getObject(1) == null) {
                return;
            }
            long above = rows.getLong(1) + increment;
            long next = next(transaction);
            if (increment > 0 ? above > next : above < next) {
                restart(above);
            }
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
    }
}
