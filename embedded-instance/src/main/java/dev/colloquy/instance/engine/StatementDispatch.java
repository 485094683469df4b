package dev.colloquy.instance.engine;

import dev.colloquy.instance.tsql.BrokerDefinition;
import dev.colloquy.instance.tsql.BrokerStatement;
import dev.colloquy.instance.tsql.ControlStatement;
import dev.colloquy.instance.tsql.DataStatement;
import dev.colloquy.instance.tsql.DefinitionStatement;
import dev.colloquy.instance.tsql.SecurityStatement;
import dev.colloquy.instance.tsql.Statement;

/** Hands a statement to the executor of its family. */
final class StatementDispatch {
    private final EngineSession session;
    private final ControlStatements control;
    private final DataStatements data;
    private final DefinitionStatements definitions;

    StatementDispatch(Interpreter interpreter) {
        this.session = interpreter.session();
        this.control = new ControlStatements(interpreter);
        this.data = new DataStatements(interpreter);
        this.definitions = new DefinitionStatements(session);
    }

    void execute(Statement statement, Scope scope) {
        if (session.settings().skipsExecution() && !(statement instanceof ControlStatement.SetSwitch)) {
            skip(statement, scope);
        } else if (statement instanceof ControlStatement s) {
            control.execute(s, scope);
        } else if (statement instanceof DataStatement s) {
            data.execute(s, scope);
        } else if (statement instanceof BrokerStatement s) {
            data.execute(s, scope);
        } else if (statement instanceof DefinitionStatement s) {
            definitions.execute(s, scope);
        } else if (statement instanceof SecurityStatement s) {
            definitions.execute(s, scope);
        } else if (statement instanceof BrokerDefinition s) {
            definitions.execute(s, scope);
        } else {
            throw new AssertionError("no executor for " + statement.getClass().getSimpleName());
        }
    }

    /** Under FMTONLY a query tells its columns; nothing else has an effect, nor has anything under NOEXEC. */
    private void skip(Statement statement, Scope scope) {
        if (session.settings().isOn(SessionSettings.FMTONLY) && statement instanceof DataStatement.Select s) {
            data.describe(s, scope);
        }
    }

    /** The command that a failed statement's completion names. */
    static Command commandOf(Statement statement) {
        if (statement instanceof DataStatement.Select) {
            return Command.SELECT;
        } else if (statement instanceof DataStatement.Insert) {
            return Command.INSERT;
        } else if (statement instanceof DataStatement.Update) {
            return Command.UPDATE;
        } else if (statement instanceof DataStatement.Delete) {
            return Command.DELETE;
        } else if (statement instanceof DataStatement.Merge) {
            return Command.MERGE;
        } else if (statement instanceof ControlStatement.Execute) {
            return Command.EXECUTE;
        } else if (statement instanceof DefinitionStatement s) {
            return DefinitionStatements.commandOf(s);
        }
        return Command.OTHER;
    }
}
