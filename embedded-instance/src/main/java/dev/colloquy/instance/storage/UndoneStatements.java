package dev.colloquy.instance.storage;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.tx.Transaction;

/**
 * Lets others meet with rows of a transaction that has undone a statement or has gone back to a savepoint.
 *
 * <p>H2 marks such a transaction until it ends, and who changes a row that a marked one holds asks for the row again and
 * again inside H2, without a look at its lock time-out or a cancel. The mark is to tell waiters that rows may have become
 * free; ours look for themselves, because {@code LockWait} tries again. So the mark is taken away.
 */
public final class UndoneStatements {
    /** "Flag whether transaction had rollback(s)", as H2's {@code Transaction} describes its state. */
    private static final long MARK = 1L << 45;

    private static final VarHandle STATE = state();

    private UndoneStatements() {}

    private static VarHandle state() {
        try {
            return MethodHandles.privateLookupIn(Transaction.class, MethodHandles.lookup())
                    .findVarHandle(Transaction.class, "statusAndLogId", AtomicLong.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Takes the mark from the connection's open transaction; called after something in it was undone. */
    public static void unmark(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        AtomicLong state = (AtomicLong) STATE.get(session.getTransaction());
        state.updateAndGet(marked -> marked & ~MARK);
    }
}
