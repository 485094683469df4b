package dev.colloquy.instance.engine.relational;

import dev.colloquy.instance.engine.StatementContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The first rows in an order, locked: {@code SELECT TOP (1) … WITH (UPDLOCK, READPAST) … ORDER BY}. H2 would lock every
 * row that meets the condition before it sorts; so the rows' numbers are read in order first, then row after row is
 * locked and tested again until there are enough.
 *
 * @param numbers the rows' numbers in order, as many as are supplied
 * @param row     the row of the supplied number if it still meets the condition, locked
 */
record LockedTop(Plan numbers, Plan row, Parameter.RowCount count) {
    /** Numbers read beyond those wanted, for rows that others have locked. */
    private static final int SPARE = 32;

    List<Object[]> read(QueryRunner runner, StatementContext context) {
        long wanted = (Long) runner.value(count, row, context);
        List<Object[]> found = new ArrayList<>();
        if (wanted <= 0) {
            return found;
        }
        Set<Long> tried = new HashSet<>();
        for (long limit = wanted + SPARE; true; limit *= 2) {
            List<Long> candidates = candidates(limit, runner, context);
            for (Long number : candidates) {
                if (tried.add(number)) {
                    lock(number, found, runner, context);
                    if (found.size() == wanted) {
                        return found;
                    }
                }
            }
            if (candidates.size() < limit) {
                return found;
            }
        }
    }

    private List<Long> candidates(long limit, QueryRunner runner, StatementContext context) {
        return runner.query(
                numbers,
                context,
                rows -> {
                    List<Long> read = new ArrayList<>();
                    while (rows.next()) {
                        read.add(rows.getLong(1));
                    }
                    return read;
                },
                limit);
    }

    private void lock(Long number, List<Object[]> found, QueryRunner runner, StatementContext context) {
        Object[] locked =
                runner.query(row, context, rows -> rows.next() ? QueryRunner.row(rows, row.outputs()) : null, number);
        if (locked != null) {
            found.add(locked);
        }
    }
}
