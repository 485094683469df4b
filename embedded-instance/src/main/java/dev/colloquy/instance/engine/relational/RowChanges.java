package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.StatementContext;
import dev.colloquy.instance.storage.StorageErrors;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the rows that a change is about and locks them. */
final class RowChanges {
    private final QueryRunner runner;

    RowChanges(QueryRunner runner) {
        this.runner = runner;
    }

    /**
     * The rows that the plan finds, each once, locked. The first output is the row's number in H2; rows without one are
     * kept only if asked for.
     */
    List<Object[]> locked(
            RowSelection.Selected selected,
            StoredTable table,
            boolean locksItself,
            boolean keepMissing,
            StatementContext context) {
        if (selected.lockedTop() != null) {
            return selected.lockedTop().read(runner, context);
        }
        Plan plan = selected.plan();
        if (locksItself) {
            return read(plan, keepMissing, true, context);
        }
        // A join cannot lock the rows of one of its tables only: lock them by number, then read them as they are now.
        Set<Long> numbers = new HashSet<>();
        for (Object[] row : read(plan, false, true, context)) {
            numbers.add((Long) row[0]);
        }
        if (numbers.isEmpty() && !keepMissing) {
            return List.of();
        }
        numbers.removeIf(number -> !lock(table, number, context));
        List<Object[]> rows = read(plan, keepMissing, !keepMissing, context);
        rows.removeIf(row -> row[0] != null && !numbers.contains((Long) row[0]));
        return rows;
    }

    private static boolean lock(StoredTable table, Long number, StatementContext context) {
        try {
            PreparedStatement lock = context.transaction()
                    .prepare("SELECT _ROWID_ FROM " + table.sql() + RowSelection.BY_NUMBER
                            + " WHERE _ROWID_ = ?1 FOR UPDATE NOWAIT");
            lock.setLong(1, number);
            try (ResultSet found = LockWait.run(lock, context, lock::executeQuery)) {
                return found.next();
            }
        } catch (SQLException e) {
            throw StorageErrors.translate(e);
        }
    }

    private List<Object[]> read(Plan plan, boolean keepMissing, boolean once, StatementContext context) {
        return runner.query(plan, context, rows -> {
            List<Object[]> found = new ArrayList<>();
            Set<Object> seen = new HashSet<>();
            while (rows.next()) {
                context.cancellation().check();
                Object[] row = QueryRunner.row(rows, plan.outputs());
                if (row[0] == null ? keepMissing : !once || seen.add(row[0])) {
                    found.add(row);
                }
            }
            return found;
        });
    }
}
