package dev.colloquy.instance.tsql;

import dev.colloquy.instance.types.SqlType;
import java.util.List;
import java.util.Optional;

/** Variables, control flow, session settings, transactions, errors and EXECUTE. */
public sealed interface ControlStatement extends Statement {

    /** {@code BEGIN … END}. */
    record Block(Position position, List<Statement> statements) implements ControlStatement {
        public Block {
            statements = List.copyOf(statements);
        }
    }

    /** {@code IF condition … [ELSE …]}. */
    record If(Position position, Expression condition, Statement then, Optional<Statement> otherwise)
            implements ControlStatement {}

    /** {@code WHILE condition …}. */
    record While(Position position, Expression condition, Statement body) implements ControlStatement {}

    /** {@code BREAK}. */
    record Break(Position position) implements ControlStatement {}

    /** {@code CONTINUE}. */
    record Continue(Position position) implements ControlStatement {}

    /** {@code RETURN [integer]}. */
    record Return(Position position, Optional<Expression> value) implements ControlStatement {}

    /** {@code WAITFOR DELAY 'hh:mm:ss'} (delay true) or {@code WAITFOR TIME '…'}. */
    record WaitFor(Position position, boolean delay, Expression time) implements ControlStatement {}

    /** {@code BEGIN TRY … END TRY BEGIN CATCH … END CATCH}. */
    record TryCatch(Position position, List<Statement> body, List<Statement> handler) implements ControlStatement {
        public TryCatch {
            body = List.copyOf(body);
            handler = List.copyOf(handler);
        }
    }

    /** {@code THROW [number, message, state]}; all three or none. */
    record Throw(
            Position position, Optional<Expression> number, Optional<Expression> message, Optional<Expression> state)
            implements ControlStatement {}

    /** {@code RAISERROR (message, severity, state, arguments …) [WITH NOWAIT …]}. */
    record Raiserror(
            Position position,
            Expression message,
            Expression severity,
            Expression state,
            List<Expression> arguments,
            List<String> options)
            implements ControlStatement {
        public Raiserror {
            arguments = List.copyOf(arguments);
            options = List.copyOf(options);
        }
    }

    /** {@code PRINT expression}. */
    record Print(Position position, Expression message) implements ControlStatement {}

    /**
     * {@code DECLARE @a type [= value], …}. A DECLARE that names table variables as well arrives as a {@link Block} of
     * Declare and {@link DeclareTable}.
     */
    record Declare(Position position, List<VariableDeclaration> variables) implements ControlStatement {
        public Declare {
            variables = List.copyOf(variables);
        }
    }

    /** One variable of a DECLARE; the name includes the sign. */
    record VariableDeclaration(String name, SqlType type, Optional<Expression> value) {}

    /** {@code DECLARE @t TABLE (…)}. */
    record DeclareTable(Position position, String name, DefinitionStatement.TableElements elements)
            implements ControlStatement {}

    /** {@code SET @v = expression} and the compound forms; operator is {@code =}, {@code +=} …. */
    record SetVariable(Position position, String name, String operator, Expression value) implements ControlStatement {}

    /** {@code SET option … ON|OFF}: options in upper case (ANSI_NULLS, NOCOUNT, XACT_ABORT, STATISTICS IO …). */
    record SetSwitch(Position position, List<String> options, boolean on) implements ControlStatement {
        public SetSwitch {
            options = List.copyOf(options);
        }
    }

    /** {@code SET option value}, a bare word as nvarchar literal (LOCK_TIMEOUT, ROWCOUNT, TEXTSIZE, DATEFORMAT, DATEFIRST, LANGUAGE …). */
    record SetOption(Position position, String option, Expression value) implements ControlStatement {}

    /** {@code SET IDENTITY_INSERT table ON|OFF}. */
    record SetIdentityInsert(Position position, ObjectName table, boolean on) implements ControlStatement {}

    /** {@code SET TRANSACTION ISOLATION LEVEL …}; the level in upper case with single blanks. */
    record SetIsolation(Position position, String level) implements ControlStatement {}

    /** {@code USE database}. */
    record Use(Position position, String database) implements ControlStatement {}

    /** {@code BEGIN TRANSACTION [name]}; the name is a literal or a variable. */
    record BeginTransaction(Position position, Optional<Expression> name) implements ControlStatement {}

    /** {@code COMMIT}; delayed is WITH (DELAYED_DURABILITY = ON). */
    record Commit(Position position, boolean delayedDurability) implements ControlStatement {}

    /** {@code ROLLBACK [name]}, where the name is a savepoint or the outermost transaction. */
    record Rollback(Position position, Optional<Expression> name) implements ControlStatement {}

    /** {@code SAVE TRANSACTION name}. */
    record SaveTransaction(Position position, Expression name) implements ControlStatement {}

    /**
     * {@code EXEC [@status =] procedure [arguments]}, also written as a bare name at the start of a batch.
     *
     * @param procedureVariable set instead of the procedure's name for {@code EXEC @name}
     */
    record Execute(
            Position position,
            Optional<String> statusVariable,
            Optional<ObjectName> procedure,
            Optional<String> procedureVariable,
            List<Argument> arguments)
            implements ControlStatement {
        public Execute {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * One argument of EXECUTE; an absent value is DEFAULT. A bare word is an nvarchar {@link Expression.Literal}.
     *
     * @param name   the parameter's name with its sign if it was named
     * @param output true for OUT and OUTPUT; the value is then a {@link Expression.Variable}
     */
    record Argument(Optional<String> name, Optional<Expression> value, boolean output) {}

    /** {@code EXEC ('text' + @variable …)}. */
    record ExecuteString(Position position, Expression text) implements ControlStatement {}
}
