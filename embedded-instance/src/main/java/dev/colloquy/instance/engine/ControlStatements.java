package dev.colloquy.instance.engine;

import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.tsql.ControlStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.types.SqlInfo;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;

/** Variables, settings, transactions, messages and EXECUTE. */
final class ControlStatements {
    private static final int LONGEST_PRINT = 4_000;

    private final EngineSession session;
    private final Interpreter interpreter;
    private final Raising raising;

    ControlStatements(Interpreter interpreter) {
        this.interpreter = interpreter;
        this.session = interpreter.session();
        this.raising = new Raising(session);
    }

    void execute(ControlStatement statement, Scope scope) {
        if (statement instanceof ControlStatement.SetVariable s) {
            setVariable(s, scope);
        } else if (statement instanceof ControlStatement.Declare s) {
            declare(s, scope);
        } else if (statement instanceof ControlStatement.DeclareTable s) {
            declareTable(s, scope);
        } else if (statement instanceof ControlStatement.Execute
                || statement instanceof ControlStatement.ExecuteString) {
            interpreter.procedures().execute(statement, scope);
        } else if (statement instanceof ControlStatement.Throw s) {
            raising.raise(s, scope);
        } else if (statement instanceof ControlStatement.Raiserror s) {
            raising.raise(s, scope);
            succeeded(scope);
            if (s.options().contains("SETERROR")) {
                session.last().error(Raising.USER_ERROR);
            }
        } else {
            executeStep(statement, scope);
            succeeded(scope);
        }
    }

    /** Statements that are told as completed without a count and leave 0 rows. */
    private void executeStep(ControlStatement statement, Scope scope) {
        if (statement instanceof ControlStatement.SetSwitch s) {
            interpreter.settings().execute(s);
        } else if (statement instanceof ControlStatement.SetOption s) {
            interpreter.settings().execute(s, scope);
        } else if (statement instanceof ControlStatement.SetIsolation s) {
            interpreter.settings().isolation(s.level());
        } else if (statement instanceof ControlStatement.SetIdentityInsert s) {
            session.instance().relational().identityInsert(s.table(), s.on(), scope);
        } else if (statement instanceof ControlStatement.Use s) {
            use(s.database(), scope);
        } else if (statement instanceof ControlStatement.BeginTransaction s) {
            begin(s, scope);
        } else if (statement instanceof ControlStatement.Commit s) {
            session.transaction().commit(s.delayedDurability(), session.response());
        } else if (statement instanceof ControlStatement.Rollback s) {
            rollback(s, scope);
        } else if (statement instanceof ControlStatement.SaveTransaction s) {
            session.transaction().save(name(s.name(), scope));
        } else if (statement instanceof ControlStatement.Print s) {
            print(s, scope);
        } else if (statement instanceof ControlStatement.WaitFor s) {
            new Waiting(session).run(s, scope);
        } else {
            throw new AssertionError("no executor for " + statement.getClass().getSimpleName());
        }
    }

    private void succeeded(Scope scope) {
        session.succeeded(0);
        if (scope.caller() == null || !session.settings().isOn(SessionSettings.NOCOUNT)) {
            session.response().done(Command.OTHER, false, 0, false);
        }
    }

    // Variables

    private void setVariable(ControlStatement.SetVariable s, Scope scope) {
        Expression value = SelectWithoutFrom.compound(s.name(), s.operator(), s.value());
        scope.assign(s.name(), Evaluator.evaluate(value, scope));
        assigned();
    }

    private void declare(ControlStatement.Declare s, Scope scope) {
        for (int i = 0; i < s.variables().size(); i++) {
            ControlStatement.VariableDeclaration variable = s.variables().get(i);
            if (variable.value().isPresent()) {
                scope.assign(
                        variable.name(), Evaluator.evaluate(variable.value().get(), scope));
                assigned();
            }
        }
    }

    private void assigned() {
        session.succeeded(1);
    }

    private void declareTable(ControlStatement.DeclareTable s, Scope scope) {
        TemporaryTables tables = scope.temporaryTables();
        if (!tables.isDeclared(s.name())) {
            session.instance().relational().declareTableVariable(tables.declare(s.name()), s.elements(), scope);
            session.transaction().statementSucceeded();
        }
    }

    // The session

    private void use(String name, Scope scope) {
        Database wanted = DatabaseAccess.open(session, name);
        String former = session.database();
        session.use(wanted);
        if (scope.caller() == null) {
            session.response().databaseChanged(wanted.name(), former);
        }
    }

    // Transactions

    private void begin(ControlStatement.BeginTransaction s, Scope scope) {
        SessionTransaction transaction = session.transaction();
        String name = s.name().isPresent() ? name(s.name().get(), scope) : "";
        if (session.settings().isOn(SessionSettings.IMPLICIT_TRANSACTIONS) && !transaction.isOpen()) {
            transaction.begin(name, session.response());
        }
        transaction.begin(name, session.response());
    }

    private void rollback(ControlStatement.Rollback s, Scope scope) {
        if (s.name().isPresent()) {
            session.transaction().rollback(name(s.name().get(), scope), session.response());
        } else {
            session.transaction().rollback(session.response());
        }
    }

    private static String name(Expression name, Scope scope) {
        SqlValue value = Evaluator.evaluate(name, scope);
        return value.isNull()
                ? ""
                : (String) Conversions.assign(value, SqlType.SYSNAME).value();
    }

    // Messages

    private void print(ControlStatement.Print s, Scope scope) {
        SqlValue value = Evaluator.evaluate(s.message(), scope);
        String text = " ";
        if (!value.isNull()) {
            text = (String) Conversions.convert(value, SqlType.NVARCHAR_MAX).value();
        }
        String shown = text.length() > LONGEST_PRINT ? text.substring(0, LONGEST_PRINT) : text;
        session.response().info(new SqlInfo(0, 1, 0, shown, scope.line()));
    }
}
