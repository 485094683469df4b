package dev.colloquy.instance.engine;

import dev.colloquy.instance.tsql.ControlStatement;
import dev.colloquy.instance.tsql.DataStatement;
import dev.colloquy.instance.tsql.Statement;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlInfo;
import java.util.Set;

/**
 * What an error does to the statement, the scope, the batch and the transaction, see "Database Engine error severities"
 * and "SET XACT_ABORT".
 */
final class StatementErrors {
    /** Errors that roll the transaction back and end the batch whatever XACT_ABORT says. */
    private static final Set<Integer> ENDS_TRANSACTION = Set.of(241, 242, 245, 295, 1205, 3930, 3960, 8114, 8169);
    /** Errors of compilation that SQL Server finds only when the statement runs: the scope ends. */
    private static final Set<Integer> ENDS_SCOPE = Set.of(207, 208, 209, 911, 1087, 4104, 4121);
    /** Errors after which "The statement has been terminated." is said of a statement that changes rows. */
    private static final Set<Integer> TERMINATES_CHANGE = Set.of(220, 515, 547, 2601, 2627, 2628, 8115, 8134, 8152);

    private static final int DEADLOCK_VICTIM = 1205;
    private static final int SNAPSHOT_CONFLICT = 3960;
    private static final int MISMATCHED_TRANSACTION_COUNT = 266;
    private static final int FATAL = 19;

    private final EngineSession session;

    StatementErrors(EngineSession session) {
        this.session = session;
    }

    /** A text that cannot be compiled: told to the client, nothing has run. */
    void refused(SqlError error) {
        session.last().error(error.number());
        session.response().error(error);
        session.response().done(Command.OTHER, false, 0, true);
    }

    /**
     * Takes in a failure of a statement.
     *
     * @throws Raised  if a CATCH takes it
     * @throws Aborted if it ends more than the statement
     */
    void failed(Statement statement, SqlError failure, Scope scope) {
        SqlError error = placed(failure, scope);
        session.last().failed(error.number());
        scope.failed(error.severity());
        session.transaction().statementFailed();
        ResultSink open = session.openResult();
        session.openResult(null);
        boolean resolution = ENDS_SCOPE.contains(failure.number()) && failure.line() == 0;
        if (isCaught(error, resolution, scope)) {
            if (open != null) {
                open.end(Command.SELECT, false);
            }
            doom(statement, error);
            throw new Raised(error, resolution ? scope : null);
        }
        report(statement, error, open, failure.line() == 0 ? scope : null);
    }

    private SqlError placed(SqlError failure, Scope scope) {
        SqlError error = failure;
        if (error.number() == DEADLOCK_VICTIM && error.getMessage().contains("(Process ID 0)")) {
            error = new SqlError(
                            error.number(),
                            error.severity(),
                            error.state(),
                            error.getMessage().replace("(Process ID 0)", "(Process ID " + session.spid() + ")"))
                    .causedBy(failure.getCause());
        }
        return error.at(scope.line(), scope.procedureName());
    }

    private static boolean isCaught(SqlError error, boolean resolution, Scope scope) {
        if (error.severity() > FATAL) {
            return false;
        }
        return scope.isCalledFromTry() || (scope.hasTry() && !resolution);
    }

    /** What would have rolled the transaction back makes it uncommittable instead. */
    private void doom(Statement statement, SqlError error) {
        if (endsTransaction(statement, error)) {
            boolean victim = error.number() == DEADLOCK_VICTIM || error.number() == SNAPSHOT_CONFLICT;
            session.transaction().doom(victim);
        }
    }

    /**
     * Tells the client.
     *
     * @param here the scope if the statement itself failed, null if what it called did
     */
    private void report(Statement statement, SqlError error, ResultSink open, Scope here) {
        boolean endsTransaction = endsTransaction(statement, error);
        session.response().error(error);
        if (statement instanceof ControlStatement.Raiserror s && s.options().contains(Raising.NOWAIT)) {
            session.response().flush();
        }
        if (!endsTransaction
                && statement instanceof DataStatement
                && TERMINATES_CHANGE.contains(error.number())
                && !(statement instanceof DataStatement.Select)) {
            session.response().info(new SqlInfo(3621, 0, 0, "The statement has been terminated.", error.line()));
        }
        if (endsTransaction) {
            session.transaction().rollbackAll(session.response());
        }
        if (open != null) {
            open.end(Command.SELECT, true);
        } else {
            session.response().done(StatementDispatch.commandOf(statement), false, 0, true);
        }
        if (endsTransaction || error.severity() >= FATAL || statement instanceof ControlStatement.Throw) {
            throw Aborted.batch();
        }
        boolean compilation = ENDS_SCOPE.contains(error.number()) || error.severity() == 15;
        if (compilation && here != null && !isUserError(statement)) {
            throw Aborted.scope(here);
        }
    }

    private boolean endsTransaction(Statement statement, SqlError error) {
        if ((ENDS_TRANSACTION.contains(error.number()) && !isUserError(statement)) || error.severity() > FATAL) {
            return true;
        }
        if (session.transaction().isDoomed() && statement instanceof ControlStatement.Throw) {
            return true;
        }
        return session.settings().isOn(SessionSettings.XACT_ABORT)
                && !(statement instanceof ControlStatement.Raiserror)
                && error.number() != MISMATCHED_TRANSACTION_COUNT;
    }

    private static boolean isUserError(Statement statement) {
        return statement instanceof ControlStatement.Throw || statement instanceof ControlStatement.Raiserror;
    }
}
