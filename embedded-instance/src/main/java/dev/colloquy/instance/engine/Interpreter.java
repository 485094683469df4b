package dev.colloquy.instance.engine;

import dev.colloquy.instance.catalog.ProcedureDefinition;
import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.tsql.ControlStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.Statement;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Runs lists of statements for one session: control flow here, everything that has an effect of its own through
 * {@link StatementDispatch}.
 *
 * <p>A statement that fails is undone alone; {@link StatementErrors} decides how far the failure reaches.
 */
final class Interpreter {
    private static final System.Logger LOG = System.getLogger(Interpreter.class.getName());

    private final EngineSession session;
    private final StatementErrors errors;
    private final SettingStatements settings;
    private final StatementDispatch dispatch;
    private final ProcedureRunner procedures;

    Interpreter(EngineSession session) {
        this.session = session;
        this.errors = new StatementErrors(session);
        this.settings = new SettingStatements(session);
        this.procedures = new ProcedureRunner(this);
        this.dispatch = new StatementDispatch(this);
    }

    EngineSession session() {
        return session;
    }

    SettingStatements settings() {
        return settings;
    }

    ProcedureRunner procedures() {
        return procedures;
    }

    StatementErrors errors() {
        return errors;
    }

    /** Runs a batch of the client. A syntax error means that nothing of it runs. */
    void batch(String text) {
        Program program;
        try {
            program = session.instance().programs().get(text, "");
        } catch (SqlError e) {
            errors.refused(e.at(1, ""));
            return;
        }
        runToEnd(new Scope(session, program, null, null));
    }

    /** Runs a scope's statements; an abort that concerns this scope alone ends here. */
    void runToEnd(Scope scope) {
        try {
            run(scope.program().statements(), scope);
        } catch (Aborted e) {
            if (!e.endsWith(scope)) {
                throw e;
            }
        } finally {
            dropTemporaryTables(scope);
        }
    }

    /** What a scope leaves behind goes with it; a table that cannot be given up must not hide why the scope ended. */
    private void dropTemporaryTables(Scope scope) {
        if (!scope.hasTemporaryTables()) {
            return;
        }
        try {
            scope.temporaryTables().drop(scope);
            session.transaction().statementSucceeded();
        } catch (SqlError e) {
            session.transaction().statementFailed();
            LOG.log(System.Logger.Level.WARNING, "temporary tables of a batch stay until the session ends", e);
        }
    }

    /** Runs statements in order until one leaves the list. */
    Flow run(List<Statement> statements, Scope scope) {
        for (int i = 0; i < statements.size(); i++) {
            Flow flow = run(statements.get(i), scope);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow run(Statement statement, Scope scope) {
        session.cancellation().check();
        scope.begin(statement);
        try {
            if (statement instanceof ControlStatement control) {
                Flow flow = structured(control, scope);
                if (flow != null) {
                    return flow;
                }
            }
            dispatch.execute(statement, scope);
        } catch (SqlError e) {
            errors.failed(statement, e, scope);
        } catch (Raised | Aborted e) {
            throw e;
        } catch (RuntimeException e) {
            session.transaction().statementFailed();
            throw e;
        }
        return Flow.NEXT;
    }

    /** Control flow; null for a statement that is none. */
    private Flow structured(ControlStatement statement, Scope scope) {
        if (statement instanceof ControlStatement.If s) {
            return runIf(s, scope);
        } else if (statement instanceof ControlStatement.Block s) {
            return run(s.statements(), scope);
        } else if (statement instanceof ControlStatement.While s) {
            return runWhile(s, scope);
        } else if (statement instanceof ControlStatement.TryCatch s) {
            return runTry(s, scope);
        } else if (statement instanceof ControlStatement.Break) {
            return Flow.BREAK;
        } else if (statement instanceof ControlStatement.Continue) {
            return Flow.CONTINUE;
        } else if (statement instanceof ControlStatement.Return s) {
            return runReturn(s, scope);
        }
        return null;
    }

    private Flow runIf(ControlStatement.If s, Scope scope) {
        if (test(s.condition(), scope)) {
            return run(s.then(), scope);
        }
        return s.otherwise().isPresent() ? run(s.otherwise().get(), scope) : Flow.NEXT;
    }

    private Flow runWhile(ControlStatement.While s, Scope scope) {
        while (test(s.condition(), scope)) {
            Flow flow = run(s.body(), scope);
            if (flow == Flow.BREAK) {
                break;
            }
            if (flow == Flow.RETURN) {
                return flow;
            }
            session.cancellation().check();
            scope.begin(s);
        }
        return Flow.NEXT;
    }

    /** Evaluates a condition as a statement of its own. UNKNOWN is not true. */
    private boolean test(Expression condition, Scope scope) {
        boolean result = Boolean.TRUE.equals(Evaluator.test(condition, scope));
        session.succeeded(0);
        return result;
    }

    private Flow runTry(ControlStatement.TryCatch s, Scope scope) {
        Raised raised;
        scope.enterTry();
        try {
            return run(s.body(), scope);
        } catch (Raised e) {
            if (!e.isFor(scope)) {
                throw e;
            }
            raised = e;
        } finally {
            scope.leaveTry();
        }
        return runCatch(s, raised, scope);
    }

    private Flow runCatch(ControlStatement.TryCatch s, Raised raised, Scope scope) {
        Raised outer = session.caught();
        session.caught(raised);
        session.last().failed(raised.error().number());
        scope.recovered();
        scope.enterCatch();
        try {
            return run(s.handler(), scope);
        } finally {
            scope.leaveCatch();
            session.caught(outer);
        }
    }

    private Flow runReturn(ControlStatement.Return s, Scope scope) {
        if (s.value().isPresent()) {
            SqlValue value = Conversions.assign(Evaluator.evaluate(s.value().get(), scope), SqlType.INT);
            session.transaction().statementSucceeded();
            scope.returns(value.isNull() ? 0 : (Integer) value.value());
        }
        return Flow.RETURN;
    }

    /**
     * Runs a nested batch or procedure body at its own level: settings, database and temporary tables of the caller
     * come back afterwards. An attention meets with the settings of the body, not with those of the caller.
     */
    void runNested(Scope scope) {
        SessionSettings formerSettings = session.settings();
        Database formerDatabase = session.currentDatabase();
        try {
            runToEnd(scope);
        } catch (CancellationException e) {
            if (session.settings().isOn(SessionSettings.XACT_ABORT)) {
                session.transaction().doom(false);
            }
            throw e;
        } finally {
            session.restoreSettings(formerSettings);
            if (session.currentDatabase().id() != formerDatabase.id()) {
                session.use(formerDatabase);
            }
        }
    }

    /** A scope for a nested batch. */
    Scope nested(Program program, Scope caller, ProcedureDefinition procedure) {
        Scope scope = new Scope(session, program, caller, procedure);
        if (scope.nestLevel() > ProcedureRunner.MAX_NESTING) {
            throw new SqlError(
                    217,
                    "Maximum stored procedure, function, trigger, or view nesting level exceeded (limit "
                            + ProcedureRunner.MAX_NESTING + ").");
        }
        return scope;
    }
}
