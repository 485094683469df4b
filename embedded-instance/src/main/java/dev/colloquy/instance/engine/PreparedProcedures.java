package dev.colloquy.instance.engine;

import dev.colloquy.instance.engine.PreparedStatements.Prepared;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlInfo;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.List;
import java.util.Optional;

/**
 * sp_executesql, the procedures of prepared statements, and those of cursors. There are no server cursors: what would
 * open one runs its statement at once, which SQL Server does too where it must, and says so with message 16954.
 */
final class PreparedProcedures {
    private static final String STATEMENT = "@stmt";
    private static final String PARAMETERS = "@params";
    private static final String HANDLE = "@handle";

    private final EngineSession session;
    private final ProcedureRunner runner;

    PreparedProcedures(EngineSession session, ProcedureRunner runner) {
        this.session = session;
        this.runner = runner;
    }

    /** {@code sp_executesql @stmt [, @params [, values …]]}. */
    int executeSql(CallArguments arguments, Scope caller) {
        ActualArgument statement = arguments
                .find(0, STATEMENT, "@statement")
                .orElseThrow(() -> CallArguments.missing("sp_executesql", STATEMENT));
        String text = statementText(statement, "@statement");
        String declarations = arguments.size() < 2 ? "" : declarations(arguments, 1);
        if (!text.isEmpty()) {
            runner.runBatch(text, declarations, arguments.from(2), caller);
        }
        return 0;
    }

    /** The text of a statement, which must be Unicode. */
    private static String statementText(ActualArgument argument, String parameter) {
        SqlValue value = argument.value();
        if (value == null || value.isNull()) {
            return "";
        }
        if (!value.type().kind().isUnicode()) {
            throw new SqlError(
                    214, 16, 2, "Procedure expects parameter '" + parameter + "' of type 'ntext/nchar/nvarchar'.");
        }
        return (String) value.value();
    }

    private static String declarations(CallArguments arguments, int place) {
        return arguments
                .find(place, PARAMETERS, "@parameters", "@paramdef")
                .map(argument -> statementText(argument, PARAMETERS))
                .orElse("");
    }

    /** {@code sp_prepare @handle OUTPUT, @params, @stmt [, @options]}. */
    int prepare(CallArguments arguments, Scope caller) {
        Prepared prepared = prepared(arguments, 1, 2);
        arguments.returns(0, HANDLE, SqlType.INT, session.preparedStatements().add(prepared));
        return 0;
    }

    /** {@code sp_prepexec @handle OUTPUT, @params, @stmt [, values …]}; a handle that is passed in is given up. */
    int prepareAndExecute(CallArguments arguments, Scope caller) {
        Prepared prepared = prepared(arguments, 1, 2);
        keep(arguments, 0, prepared);
        execute(prepared, arguments.from(3), caller);
        return 0;
    }

    private void keep(CallArguments arguments, int place, Prepared prepared) {
        arguments.integer(place, HANDLE).ifPresent(session.preparedStatements()::replace);
        arguments.returns(
                place, HANDLE, SqlType.INT, session.preparedStatements().add(prepared));
    }

    /** {@code sp_execute @handle [, values …]}. */
    int execute(CallArguments arguments, Scope caller) {
        execute(session.preparedStatements().get(handle(arguments, "sp_execute")), arguments.from(1), caller);
        return 0;
    }

    /** {@code sp_unprepare @handle}. */
    int unprepare(CallArguments arguments, Scope caller) {
        session.preparedStatements().remove(handle(arguments, "sp_unprepare"));
        return 0;
    }

    private static int handle(CallArguments arguments, String procedure) {
        return arguments.integer(0, HANDLE).orElseThrow(() -> CallArguments.missing(procedure, HANDLE));
    }

    private Prepared prepared(CallArguments arguments, int parameters, int statement) {
        ActualArgument text = arguments
                .find(statement, STATEMENT, "@statement")
                .orElseThrow(() -> CallArguments.missing("sp_prepare", STATEMENT));
        String batch = statementText(text, "@statement");
        String declarations = declarations(arguments, parameters);
        try {
            return new Prepared(
                    batch, declarations, session.instance().programs().get(batch, declarations));
        } catch (SqlError e) {
            session.response().error(e.at(1, ""));
            throw new SqlError(8180, "Statement(s) could not be prepared.").causedBy(e);
        }
    }

    private void execute(Prepared prepared, List<ActualArgument> values, Scope caller) {
        runner.runBatch(prepared.program(), prepared.text(), prepared.declarations(), values, caller);
    }

    // Cursors

    /** {@code sp_cursoropen @cursor OUTPUT, @stmt, @scrollopt, @ccopt, @rowcount [, @params, values …]}. */
    int cursorOpen(CallArguments arguments, Scope caller) {
        ActualArgument statement =
                arguments.find(1, STATEMENT).orElseThrow(() -> CallArguments.missing("sp_cursoropen", STATEMENT));
        String text = statementText(statement, STATEMENT);
        String declarations = arguments.size() < 6 ? "" : declarations(arguments, 5);
        tellDirect(caller);
        runner.runBatch(text, declarations, arguments.from(6), caller);
        return 0;
    }

    /** {@code sp_cursorprepare @handle OUTPUT, @params, @stmt, @options …}. */
    int cursorPrepare(CallArguments arguments, Scope caller) {
        return prepare(arguments, caller);
    }

    /**
     * {@code sp_cursorprepexec @handle OUTPUT, @cursor OUTPUT, @params, @stmt, @scrollopt, @ccopt, @rowcount OUTPUT,
     * values …}.
     */
    int cursorPrepareAndExecute(CallArguments arguments, Scope caller) {
        Prepared prepared = prepared(arguments, 2, 3);
        keep(arguments, 0, prepared);
        tellDirect(caller);
        execute(prepared, arguments.from(7), caller);
        return 0;
    }

    /** {@code sp_cursorexecute @handle, @cursor OUTPUT, @scrollopt, @ccopt, @rowcount OUTPUT, values …}. */
    int cursorExecute(CallArguments arguments, Scope caller) {
        Prepared prepared = session.preparedStatements().get(handle(arguments, "sp_cursorexecute"));
        tellDirect(caller);
        execute(prepared, arguments.from(5), caller);
        return 0;
    }

    /** sp_cursorfetch, sp_cursorclose, sp_cursoroption and sp_cursor: no cursor was ever opened. */
    int unknownCursor(String procedure, CallArguments arguments) {
        Optional<Integer> cursor = arguments.integer(0, "@cursor");
        throw new SqlError(
                16909,
                procedure + ": The cursor identifier value provided (" + Integer.toHexString(cursor.orElse(0))
                        + ") is not valid.");
    }

    private void tellDirect(Scope caller) {
        session.response().info(new SqlInfo(16954, 1, 10, "Executing SQL directly; no cursor.", caller.line()));
    }
}
