package dev.colloquy.instance.engine;

import dev.colloquy.instance.catalog.ProcedureDefinition;
import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.engine.expression.Evaluator;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.tsql.ControlStatement;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.types.SqlError;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** EXECUTE of procedures and texts, and the nested batches that system procedures run. */
final class ProcedureRunner {
    /** Levels of procedures inside one another. */
    static final int MAX_NESTING = 32;

    private final EngineSession session;
    private final Interpreter interpreter;
    private final SystemProcedures systemProcedures;

    ProcedureRunner(Interpreter interpreter) {
        this.interpreter = interpreter;
        this.session = interpreter.session();
        this.systemProcedures = new SystemProcedures(session, this);
    }

    /** Runs an EXECUTE: its results belong to a procedure of the response. */
    void execute(ControlStatement statement, Scope scope) {
        session.response().enterProcedure();
        int status = 0;
        try {
            if (statement instanceof ControlStatement.ExecuteString s) {
                executeText(s, scope);
            } else if (statement instanceof ControlStatement.Execute s) {
                status = executeProcedure(s, scope);
            }
        } catch (SqlError | Raised | Aborted e) {
            session.response().leaveProcedure(-6);
            throw e;
        }
        session.response().leaveProcedure(status);
    }

    private void executeText(ControlStatement.ExecuteString s, Scope scope) {
        SqlValue text = Conversions.convert(Evaluator.evaluate(s.text(), scope), SqlType.NVARCHAR_MAX);
        session.transaction().statementSucceeded();
        if (!text.isNull()) {
            runBatch((String) text.value(), "", List.of(), scope);
        }
    }

    private int executeProcedure(ControlStatement.Execute s, Scope scope) {
        ObjectName name = s.procedure().orElseGet(() -> NameParser.parse(text(s.procedureVariable(), scope)));
        List<ActualArgument> arguments = new ArrayList<>(s.arguments().size());
        for (ControlStatement.Argument argument : s.arguments()) {
            arguments.add(actual(argument, scope));
        }
        int status = call(name, arguments, scope);
        for (ActualArgument argument : arguments) {
            if (argument.result() != null && argument.variable() != null) {
                scope.assign(argument.variable(), argument.result());
            }
        }
        if (s.statusVariable().isPresent()) {
            scope.assign(s.statusVariable().get(), SqlValue.of(SqlType.INT, status));
        }
        return status;
    }

    private static String text(Optional<String> variable, Scope scope) {
        SqlValue name = Conversions.convert(scope.variable(variable.orElseThrow()), SqlType.nvarchar(776));
        return name.isNull() ? "" : (String) name.value();
    }

    private static ActualArgument actual(ControlStatement.Argument argument, Scope scope) {
        SqlValue value = argument.value().isPresent()
                ? Evaluator.evaluate(argument.value().get(), scope)
                : null;
        String variable = null;
        if (argument.output() && argument.value().orElseThrow() instanceof Expression.Variable v) {
            variable = v.name();
        }
        return new ActualArgument(argument.name().orElse(""), value, argument.output(), variable);
    }

    /**
     * Calls a system or user procedure.
     *
     * @return its return status
     * @throws SqlError 2812 if there is none of that name
     */
    int call(ObjectName name, List<ActualArgument> arguments, Scope caller) {
        Optional<SystemProcedures.SystemProcedure> system = systemProcedures.find(name);
        if (system.isPresent()) {
            int status = runSystem(system.get(), name, new CallArguments(arguments), caller);
            session.transaction().statementSucceeded();
            return status;
        }
        ProcedureDefinition procedure = find(name, caller)
                .orElseThrow(() -> new SqlError(2812, 16, 62, "Could not find stored procedure '" + name + "'."));
        session.instance().authorization().requireExecute(procedure, caller);
        return run(procedure, arguments, caller);
    }

    private Optional<ProcedureDefinition> find(ObjectName name, Scope caller) {
        Optional<Database> database = name.database().isPresent()
                ? session.instance().storage().databases().named(name.database().get())
                : Optional.of(session.currentDatabase());
        if (database.isEmpty()) {
            return Optional.empty();
        }
        int id = database.get().id();
        Optional<ProcedureDefinition> found =
                session.instance().procedures().find(id, caller.schemaOf(name), name.name());
        if (found.isEmpty() && name.schema().filter(s -> !s.isEmpty()).isEmpty()) {
            return session.instance().procedures().find(id, "dbo", name.name());
        }
        return found;
    }

    private int run(ProcedureDefinition procedure, List<ActualArgument> arguments, Scope caller) {
        Program program = session.instance().procedurePrograms().get(procedure);
        Scope scope = interpreter.nested(program, caller, procedure);
        ParameterBinding binding = ParameterBinding.bind(scope, arguments, procedure.name(), "");
        Database formerDatabase = session.currentDatabase();
        Principal formerUser = session.impersonated();
        int transactions = session.transaction().count();
        try {
            session.use(databaseOf(procedure));
            impersonate(procedure);
            interpreter.runNested(scope);
        } finally {
            session.use(formerDatabase);
            session.impersonate(formerUser);
        }
        binding.returnOutputs(scope);
        checkTransactionCount(transactions);
        return scope.status();
    }

    private Database databaseOf(ProcedureDefinition procedure) {
        return session.instance()
                .storage()
                .databases()
                .withId(procedure.databaseId())
                .orElseThrow();
    }

    private void impersonate(ProcedureDefinition procedure) {
        if (procedure.executeAs().isEmpty()) {
            return;
        }
        String as = procedure.executeAs().get();
        if (as.equalsIgnoreCase("CALLER")) {
            return;
        }
        int database = procedure.databaseId();
        Optional<Principal> user = as.equalsIgnoreCase("OWNER") || as.equalsIgnoreCase("SELF")
                ? session.instance()
                        .security()
                        .principals()
                        .withId(database, session.instance().authorization().ownerOf(database, procedure.schema()))
                : session.instance().security().principals().named(database, as);
        session.impersonate(user.orElseThrow(() -> new SqlError(
                15517,
                "Cannot execute as the database principal because the principal \"" + as
                        + "\" does not exist, this type of principal cannot be impersonated, or you do not have"
                        + " permission.")));
    }

    /** A system procedure that is named with a database works in that database, as if after USE. */
    private int runSystem(
            SystemProcedures.SystemProcedure procedure, ObjectName name, CallArguments arguments, Scope caller) {
        if (name.database().isEmpty()) {
            return procedure.run(arguments, caller);
        }
        Database former = session.currentDatabase();
        session.use(DatabaseAccess.open(session, name.database().get()));
        try {
            return procedure.run(arguments, caller);
        } finally {
            session.use(former);
        }
    }

    /**
     * Runs a text as a nested batch with parameters.
     *
     * @param declarations the parameters as sp_executesql takes them, empty for none
     */
    void runBatch(String text, String declarations, List<ActualArgument> arguments, Scope caller) {
        runBatch(session.instance().programs().get(text, declarations), text, declarations, arguments, caller);
    }

    /** Runs a text that is parsed already. */
    void runBatch(Program program, String text, String declarations, List<ActualArgument> arguments, Scope caller) {
        Scope scope = interpreter.nested(program, caller, null);
        String query = declarations.isEmpty() ? text : "(" + declarations + ")" + text;
        ParameterBinding binding = ParameterBinding.bind(scope, arguments, "", query);
        int transactions = session.transaction().count();
        interpreter.runNested(scope);
        binding.returnOutputs(scope);
        checkTransactionCount(transactions);
    }

    /** Runs a procedure of the catalog; what it reads it may read, whoever calls. */
    int runCatalogProcedure(String name, List<ActualArgument> arguments, Scope caller) {
        Scope scope = interpreter.nested(CatalogProcedures.get(name), caller, null);
        ParameterBinding.bind(scope, arguments, name, "");
        interpreter.runNested(scope);
        return scope.status();
    }

    /** Implicit transactions begin in one call and end in another, so that the count says nothing then. */
    private void checkTransactionCount(int before) {
        int after = session.transaction().count();
        if (after != before && !session.settings().isOn(SessionSettings.IMPLICIT_TRANSACTIONS)) {
            throw new SqlError(
                    266,
                    16,
                    2,
                    "Transaction count after EXECUTE indicates a mismatching number of BEGIN and COMMIT statements."
                            + " Previous count = " + before + ", current count = " + after + ".");
        }
    }
}
