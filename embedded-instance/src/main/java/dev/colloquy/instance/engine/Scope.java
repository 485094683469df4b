package dev.colloquy.instance.engine;

import dev.colloquy.instance.catalog.ProcedureDefinition;
import dev.colloquy.instance.engine.expression.Conversions;
import dev.colloquy.instance.security.Login;
import dev.colloquy.instance.security.Principal;
import dev.colloquy.instance.storage.Database;
import dev.colloquy.instance.storage.Transaction;
import dev.colloquy.instance.tsql.Expression;
import dev.colloquy.instance.tsql.ObjectName;
import dev.colloquy.instance.tsql.Query;
import dev.colloquy.instance.tsql.Statement;
import dev.colloquy.instance.types.Cancellation;
import dev.colloquy.instance.types.SqlErrors;
import dev.colloquy.instance.types.SqlInfo;
import dev.colloquy.instance.types.SqlType;
import dev.colloquy.instance.types.SqlValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One level of execution: a batch, a nested batch (sp_executesql, EXEC of a text) or a procedure, with its variables
 * and what is true of it alone. It is the context of the statements in it.
 */
final class Scope implements StatementContext {
    private final EngineSession session;
    private final Program program;
    private final Scope caller;
    private final ProcedureDefinition procedure;
    private final SqlValue[] values;
    private TemporaryTables temporaryTables;
    private Instant statementTime;
    private SqlValue identity = SqlValue.nullOf(LastStatement.IDENTITY_TYPE);
    private int line = 1;
    private int tries;
    private int catches;
    private int status;
    private int failure;

    /**
     * A scope at its beginning.
     *
     * @param caller    the scope that runs it, null for a batch of the client
     * @param procedure null for a batch
     */
    Scope(EngineSession session, Program program, Scope caller, ProcedureDefinition procedure) {
        this.session = session;
        this.program = program;
        this.caller = caller;
        this.procedure = procedure;
        this.values = new SqlValue[program.variables()];
    }

    EngineSession session() {
        return session;
    }

    Program program() {
        return program;
    }

    Scope caller() {
        return caller;
    }

    /** The procedure whose body this is, null for a batch. */
    ProcedureDefinition procedure() {
        return procedure;
    }

    /** The procedure's name as errors carry it, empty for a batch. */
    String procedureName() {
        return procedure == null ? "" : procedure.name();
    }

    /** The statement is about to run. */
    void begin(Statement statement) {
        line = statement.position().line();
        statementTime = null;
    }

    // Variables

    /** Gives a parameter its value, which has the parameter's type. */
    void set(int slot, SqlValue value) {
        values[slot] = value;
    }

    SqlValue get(int slot) {
        SqlValue value = values[slot];
        return value != null ? value : SqlValue.nullOf(program.type(slot));
    }

    @Override
    public SqlValue variable(String name) {
        return get(program.slot(name));
    }

    @Override
    public SqlType variableType(String name) {
        return program.type(program.slot(name));
    }

    @Override
    public void assign(String variable, SqlValue value) {
        int slot = program.slot(variable);
        values[slot] = Conversions.assign(value, program.type(slot));
    }

    @Override
    public SqlValue systemVariable(String name) {
        return SystemVariables.value(name, this);
    }

    @Override
    public SqlValue column(Expression.Column column) {
        throw SqlErrors.invalidColumnName(column.name());
    }

    // Queries inside expressions

    @Override
    public SqlValue scalarQuery(Query query) {
        return session.instance().relational().scalar(query, this);
    }

    @Override
    public SqlType scalarQueryType(Query query) {
        return session.instance().relational().scalarType(query, this);
    }

    @Override
    public boolean exists(Query query) {
        return session.instance().relational().exists(query, this);
    }

    @Override
    public List<SqlValue> columnQuery(Query query) {
        return session.instance().relational().column(query, this);
    }

    @Override
    public Optional<SqlValue> sessionFunction(String name, List<SqlValue> arguments) {
        return SessionFunctions.call(name, arguments, this);
    }

    @Override
    public Optional<SqlType> sessionFunctionType(String name) {
        return SessionFunctions.type(name);
    }

    @Override
    public Instant statementTime() {
        if (statementTime == null) {
            statementTime = session.instance().clock().instant();
        }
        return statementTime;
    }

    // The session around the statement

    @Override
    public Database database() {
        return session.currentDatabase();
    }

    @Override
    public Login login() {
        return session.login();
    }

    @Override
    public Principal user() {
        return session.user();
    }

    @Override
    public Transaction transaction() {
        return session.transaction().current();
    }

    @Override
    public boolean inUserTransaction() {
        return session.transaction().isOpen();
    }

    @Override
    public void lockDefinitions() {
        session.instance().storage().definitionLock().acquire(transaction(), cancellation());
    }

    @Override
    public void info(SqlInfo info) {
        session.response().info(info);
    }

    @Override
    public Cancellation cancellation() {
        return session.cancellation();
    }

    @Override
    public int spid() {
        return session.spid();
    }

    @Override
    public int line() {
        return line;
    }

    // Temporary tables and table variables

    @Override
    public String tableVariable(String name) {
        return TemporaryTables.find(name, this);
    }

    /** The temporary objects of this level; a batch of the client keeps its tables in the session. */
    TemporaryTables temporaryTables() {
        if (temporaryTables == null) {
            temporaryTables = new TemporaryTables();
        }
        return temporaryTables;
    }

    boolean hasTemporaryTables() {
        return temporaryTables != null;
    }

    // Errors

    void enterTry() {
        tries++;
    }

    void leaveTry() {
        tries--;
    }

    void enterCatch() {
        catches++;
    }

    void leaveCatch() {
        catches--;
    }

    boolean isInCatch() {
        return catches > 0;
    }

    /** Whether a TRY of this level is open. */
    boolean hasTry() {
        return tries > 0;
    }

    /** Whether a TRY of a calling level is open. */
    boolean isCalledFromTry() {
        for (Scope scope = caller; scope != null; scope = scope.caller) {
            if (scope.tries > 0) {
                return true;
            }
        }
        return false;
    }

    /** Remembers the severity of an error that the level survived or died of. */
    void failed(int severity) {
        failure = Math.max(failure, severity);
    }

    /** A CATCH of the level has taken the error. */
    void recovered() {
        failure = 0;
    }

    // Results

    /** RETURN n. */
    void returns(int value) {
        status = value;
        failure = 0;
    }

    /** The return status: what RETURN said, or 10 minus the severity of the worst error, or 0. */
    int status() {
        return failure > 10 ? 10 - failure : status;
    }

    /** {@code SCOPE_IDENTITY()}. */
    SqlValue identity() {
        return caller == null && procedure == null ? session.last().batchIdentity() : identity;
    }

    void identity(SqlValue value) {
        identity = value;
        session.last().identity(value, caller == null && procedure == null);
    }

    /** {@code @@NESTLEVEL}. */
    int nestLevel() {
        int level = 0;
        for (Scope scope = caller; scope != null; scope = scope.caller) {
            level++;
        }
        return level;
    }

    /** A table name with its schema resolved as the user's default one. */
    String schemaOf(ObjectName name) {
        return name.schema()
                .filter(schema -> !schema.isEmpty())
                .or(() -> user().defaultSchema())
                .orElse("dbo");
    }
}
