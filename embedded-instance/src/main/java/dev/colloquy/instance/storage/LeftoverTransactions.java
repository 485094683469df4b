package dev.colloquy.instance.storage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;
import org.h2.mvstore.db.ValueDataType;
import org.h2.mvstore.tx.Transaction;
import org.h2.mvstore.tx.TransactionStore;
import org.h2.mvstore.tx.TransactionStore.Change;
import org.h2.mvstore.type.MetaType;

/**
 * Ends what a killed process left of transactions that had written to temporary tables.
 *
 * <p>H2 ends leftover transactions itself when it opens a file, but it reads their undo logs when only the maps of
 * lasting tables are open. It cannot read a page of an undo log that names the map of a temporary table, gives the
 * transaction up half rolled back, and whoever later touches one of its rows waits in a busy loop for ever. So those
 * transactions are ended before H2 opens the file, with every map open.
 */
final class LeftoverTransactions {
    private static final String UNDO_LOG = "undoLog";
    /** H2's table of definitions; its keys are the ids of all lasting tables and indexes. */
    private static final String DEFINITIONS = "table.0";

    private LeftoverTransactions() {}

    /**
     * Ends them in the file, if there is one and no process has it open.
     *
     * @throws MVStoreException if the file cannot be read
     */
    static void end(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        MVStoreTool.compactCleanUp(file.toString());
        try (MVStore store = new MVStore.Builder()
                .fileName(file.toString())
                .autoCommitDisabled()
                .open()) {
            if (store.getMapNames().stream().anyMatch(name -> name.startsWith(UNDO_LOG) && store.hasData(name))) {
                end(store);
            }
        } catch (MVStoreException e) {
            if (e.getErrorCode() != DataUtils.ERROR_FILE_LOCKED) {
                throw e;
            }
            // H2 refuses the file with its own error.
        }
    }

    private static void end(MVStore store) {
        TransactionStore transactions = new TransactionStore(
                store, new MetaType<>(null, store.backgroundExceptionHandler), new ValueDataType(), 0);
        Set<String> temporary = openMaps(store, transactions);
        transactions.init();
        for (Transaction transaction : transactions.getOpenTransactions()) {
            if (!changes(transaction, temporary)) {
                continue;
            }
            switch (transaction.getStatus()) {
                case Transaction.STATUS_COMMITTED -> transaction.commit();
                case Transaction.STATUS_PREPARED -> {}
                default -> transaction.rollback();
            }
        }
    }

    /** Opens the maps of all tables and indexes and returns the names of those that are temporary. */
    private static Set<String> openMaps(MVStore store, TransactionStore transactions) {
        MVMap<Object, Object> definitions = transactions.openMap(DEFINITIONS, null, null);
        Set<String> temporary = new HashSet<>();
        for (String name : store.getMapNames()) {
            if (name.startsWith("table.") || name.startsWith("index.")) {
                transactions.openMap(name, null, null);
                long id = Long.parseLong(name.substring(name.indexOf('.') + 1));
                if (!name.equals(DEFINITIONS) && !definitions.containsKey(id)) {
                    temporary.add(name);
                }
            }
        }
        return temporary;
    }

    private static boolean changes(Transaction transaction, Set<String> maps) {
        Iterator<Change> changes = transaction.getChanges(0);
        while (changes.hasNext()) {
            if (maps.contains(changes.next().mapName)) {
                return true;
            }
        }
        return false;
    }
}
